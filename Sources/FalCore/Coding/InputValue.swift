/// An input without a type of its own, or a part of one: JSON, in which files can stand.
///
/// ```swift
/// var input: InputValue = ["prompt": "a cat", "strength": 0.8, "seed": 7]
/// input["image_url"] = .file("photo.png")
/// try await fal.subscribe(to: "my-team/my-app", input: input)
/// ```
///
/// Made of a typed input it takes members that the type does not know yet:
///
/// ```swift
/// var input = InputValue(FluxDev.Input(prompt: "a cat"))
/// input["brand_new"] = true
/// ```
public struct InputValue: FalInput {
  /// What stands in the content for something else.
  private enum Mark {
    /// A file that has to be uploaded.
    case upload(MediaUpload)
    /// A value that cannot be sent, and why.
    case fault(String)
  }

  /// The value, in which marks stand for what is not JSON.
  private var content: JSON
  private var marks: [JSON: Mark] = [:]

  /// Uses any JSON.
  public static func json(_ json: JSON) -> InputValue { InputValue(content: json) }

  /// Uses a file.
  public static func media(_ media: MediaInput) -> InputValue { InputValue(media) }

  /// Uses an input that has a type, with its files.
  public init(_ input: some FalInput) {
    var writer = InputWriter()
    input.write(to: &writer)
    if writer.uploads.isEmpty, writer.unwritable == nil {
      content = writer.json
      return
    }
    let uploads = Set(writer.uploads)
    let places = Dictionary(uniqueKeysWithValues: uploads.map { ($0, $0.mark) })
    var marked = InputWriter(addresses: places, marksFaults: true)
    input.write(to: &marked)
    content = marked.json
    for upload in uploads { marks[.string(upload.mark)] = .upload(upload) }
    for fault in marked.faults { marks[.string(InputWriter.mark(of: fault))] = .fault(fault) }
  }

  /// Uses JSON in which files stand at some places.
  package init(_ json: JSON, files: [JSONPath: MediaInput]) {
    self.init(content: json)
    for (place, media) in files {
      let file = InputValue(media)
      content[place: place[...]] = file.content
      adopt(file)
    }
  }

  private init(content: JSON, of parts: some Sequence<InputValue> = EmptyCollection()) {
    self.content = content
    for part in parts { adopt(part) }
  }

  private mutating func adopt(_ part: InputValue) {
    marks.merge(part.marks) { first, _ in first }
  }

  /// The member of a name; `null` where there is none.
  ///
  /// Setting a member of what is no object makes it one.
  public subscript(name: String) -> InputValue {
    get {
      var member = self
      member.content = content[name]
      return member
    }
    set {
      content[name] = newValue.content
      adopt(newValue)
    }
  }

  /// Writes the value.
  public func write(to writer: inout InputWriter) {
    if content.isTooDeep { return writer.note(unwritable: "it is nested deeper than \(JSON.maximumDepth) times") }
    let json = replacing { mark, _ in
      switch mark {
      case .upload(let upload): return .string(writer.address(of: upload))
      case .fault(let fault):
        writer.note(unwritable: fault)
        return .null
      }
    }
    writer.set(json)
  }

  /// The value as JSON.
  ///
  /// - Parameter address: Says what stands for a file, of which it gets also the place: names and positions.
  /// - Returns: The JSON.
  package func json(_ address: (_ upload: MediaUpload, _ path: JSONPath) -> String) -> JSON {
    replacing { mark, path in
      if case .upload(let upload) = mark { .string(address(upload, path)) } else { .null }
    }
  }

  private func replacing(_ stand: (Mark, JSONPath) -> JSON) -> JSON {
    marks.isEmpty || content.isTooDeep ? content : replacing(content, [], stand)
  }

  private func replacing(_ json: JSON, _ path: JSONPath, _ stand: (Mark, JSONPath) -> JSON) -> JSON {
    switch json {
    case .string:
      return marks[json].map { stand($0, path) } ?? json
    case .array(let items):
      let items = items.enumerated()
      return .array(items.map { replacing($1, path + [.index($0)], stand) })
    case .object(let object):
      return .object(JSONObject(object.map { ($0.name, replacing($0.value, path + [.name($0.name)], stand)) }))
    case .null, .bool, .number:
      return json
    }
  }
}

extension InputValue: Hashable {
  /// Whether both are the same JSON with the same files.
  public static func == (left: InputValue, right: InputValue) -> Bool { left.content == right.content }

  /// Hashes the JSON and its files.
  public func hash(into hasher: inout Hasher) { hasher.combine(content) }
}

extension InputValue: Codable {
  /// Reads any JSON.
  public init(from decoder: any Decoder) throws { self.init(content: try JSON(from: decoder)) }

  /// Writes the JSON.
  ///
  /// - Throws: `EncodingError` when a file in it is yet to be uploaded, as it has no address and its path means nothing
  ///   elsewhere, and for a value that cannot be sent.
  public func encode(to encoder: any Encoder) throws {
    var fault: String?
    let json = replacing { mark, _ in
      switch mark {
      case .upload(let upload): fault = "\(upload.name) is not uploaded yet; upload it, and use its address"
      case .fault(let reason): fault = reason
      }
      return .null
    }
    if let fault {
      let context = EncodingError.Context(codingPath: encoder.codingPath, debugDescription: fault)
      throw EncodingError.invalidValue(self, context)
    }
    try json.encode(to: encoder)
  }
}

extension InputValue: CustomStringConvertible {
  /// The JSON, in which the names of files stand for them.
  public var description: String { json { upload, _ in upload.name }.text() }
}

extension MediaUpload {
  /// What stands for the file in JSON.
  fileprivate var mark: String { "\(InputWriter.mark) \(identity)" }
}

extension InputValue: ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
  ExpressibleByStringInterpolation, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  /// Creates a Boolean.
  public init(booleanLiteral value: Bool) { self.init(content: .bool(value)) }

  /// Creates an integer.
  public init(integerLiteral value: Int) { self.init(content: JSON(integerLiteral: value)) }

  /// Creates a floating-point number.
  public init(floatLiteral value: Double) { self.init(value) }

  /// Creates a text.
  public init(stringLiteral value: String) { self.init(content: .string(value)) }

  /// Creates a list.
  public init(arrayLiteral elements: InputValue...) {
    self.init(content: .array(elements.map(\.content)), of: elements)
  }

  /// Creates an object; of members with the same name the last one counts.
  public init(dictionaryLiteral elements: (String, InputValue)...) {
    self.init(content: .object(JSONObject(elements.map { ($0.0, $0.1.content) })), of: elements.lazy.map(\.1))
  }
}
