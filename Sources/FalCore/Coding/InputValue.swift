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
  /// The value, in which uploads stand for files.
  private var content: JSON
  /// The files that have to be uploaded, by what stands for them.
  private var uploads: [JSON: MediaUpload] = [:]
  /// The first number that JSON cannot express.
  private var unwritable: String?

  /// Uses any JSON.
  public static func json(_ json: JSON) -> InputValue { InputValue(content: json) }

  /// Uses a file.
  public static func media(_ media: MediaInput) -> InputValue { InputValue(media) }

  /// Uses an input that has a type, with its files.
  public init(_ input: some FalInput) {
    var writer = InputWriter()
    input.write(to: &writer)
    unwritable = writer.unwritable
    if writer.uploads.isEmpty {
      content = writer.json
      return
    }
    for upload in writer.uploads { uploads[.string(upload.placeholder)] = upload }
    var marked = InputWriter(addresses: Dictionary(uniqueKeysWithValues: uploads.values.map { ($0, $0.placeholder) }))
    input.write(to: &marked)
    content = marked.json
  }

  private init(content: JSON, of parts: some Sequence<InputValue> = EmptyCollection()) {
    self.content = content
    for part in parts { adopt(part) }
  }

  private mutating func adopt(_ part: InputValue) {
    uploads.merge(part.uploads) { first, _ in first }
    unwritable = unwritable ?? part.unwritable
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
    writer.set(json { upload, _ in writer.address(of: upload) })
    if let unwritable { writer.note(unwritable: unwritable) }
  }

  /// The value as JSON.
  ///
  /// - Parameter address: Says what stands for a file, of which it gets also the place: names and positions.
  /// - Returns: The JSON.
  package func json(_ address: (_ upload: MediaUpload, _ path: [JSON]) -> String) -> JSON {
    uploads.isEmpty ? content : replacing(content, [], address)
  }

  private func replacing(_ json: JSON, _ path: [JSON], _ address: (MediaUpload, [JSON]) -> String) -> JSON {
    switch json {
    case .string:
      return uploads[json].map { .string(address($0, path)) } ?? json
    case .array(let items):
      let items = items.enumerated()
      return .array(items.map { replacing($1, path + [.number(JSONNumber($0))], address) })
    case .object(let object):
      return .object(JSONObject(object.map { ($0.name, replacing($0.value, path + [.string($0.name)], address)) }))
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
  /// - Throws: `EncodingError` when a file in it is yet to be uploaded: it has no address, and its path means nothing
  ///   elsewhere.
  public func encode(to encoder: any Encoder) throws {
    var pending: MediaUpload?
    let json = json { upload, _ in
      pending = upload
      return upload.name
    }
    if let pending {
      throw EncodingError.invalidValue(
        self,
        EncodingError.Context(
          codingPath: encoder.codingPath,
          debugDescription: "\(pending.name) is not uploaded yet; upload it, and use its address"
        )
      )
    }
    try json.encode(to: encoder)
  }
}

extension InputValue: CustomStringConvertible {
  /// The JSON, in which the names of files stand for them.
  public var description: String { json.text() }
}

extension MediaUpload {
  /// What stands for the file in JSON; no text of a user's begins like it.
  fileprivate var placeholder: String { "\0upload \(identity)" }
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
