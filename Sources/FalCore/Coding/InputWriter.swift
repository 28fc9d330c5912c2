/// Turns one value of an input into JSON.
///
/// An object calls the methods that take a name, one per member; any other value calls `set`. A member that is `nil` is
/// not sent. There is a method per kind of value instead of overloads, because generated code calls tens of thousands of
/// them and the compiler then need not search.
public struct InputWriter: Sendable {
  private(set) var json = JSON.object([:])
  /// The files that must be uploaded before the input can be sent.
  private(set) var uploads: [MediaUpload] = []
  /// The first value that cannot be sent, and which would otherwise be missing without a word.
  private(set) var unwritable: String?
  private let addresses: [MediaUpload: String]

  private let marksFaults: Bool
  /// What cannot be sent, where marks stand for it.
  private(set) var faults: [String] = []

  /// With what marks begin, which no text from outside can.
  static let mark = "\0\(UInt64.random(in: .min ... .max))"

  /// What stands for a value that cannot be sent.
  static func mark(of fault: String) -> String { "\(mark) \(fault)" }

  /// Starts with an empty object.
  ///
  /// - Parameters:
  ///   - addresses: What is written for files that have been uploaded.
  ///   - marksFaults: Whether what cannot be sent is marked in the JSON, instead of being left out.
  init(addresses: [MediaUpload: String] = [:], marksFaults: Bool = false) {
    self.addresses = addresses
    self.marksFaults = marksFaults
  }

  /// Makes this the value.
  public mutating func set(_ value: JSON) {
    json = value
  }

  /// Adds a text.
  public mutating func string(_ name: StaticString, _ value: String?) {
    if let value { json[name.description] = .string(value) }
  }

  /// Adds a whole number.
  public mutating func integer(_ name: StaticString, _ value: Int?) {
    if let value { json[name.description] = .number(JSONNumber(value)) }
  }

  /// Adds a whole number that may be above what an `Int` holds.
  public mutating func unsigned(_ name: StaticString, _ value: UInt64?) {
    if let value { json[name.description] = .number(JSONNumber(value)) }
  }

  /// Adds a number; of infinities and NaN, which JSON cannot express, the client makes an error.
  public mutating func number(_ name: StaticString, _ value: Double?) {
    guard let value else { return }
    guard let number = JSONNumber(value) else {
      if let mark = marked("\(name.description) is \(value), which is no number in JSON") {
        json[name.description] = mark
      }
      return
    }
    json[name.description] = .number(number)
  }

  /// Makes a number the value.
  mutating func set(_ value: Double) {
    json = JSONNumber(value).map(JSON.number) ?? marked("a number is \(value), which is no number in JSON") ?? .null
  }

  /// Adds `true` or `false`.
  public mutating func boolean(_ name: StaticString, _ value: Bool?) {
    if let value { json[name.description] = .bool(value) }
  }

  /// Adds a file.
  public mutating func media(_ name: StaticString, _ value: MediaInput?) {
    if let value { json[name.description] = .string(address(of: value)) }
  }

  /// Adds any JSON value.
  public mutating func json(_ name: StaticString, _ value: JSON?) {
    if let value { json[name.description] = value }
  }

  /// Adds a list of texts.
  public mutating func strings(_ name: StaticString, _ values: [String]?) {
    if let values { json[name.description] = .array(values.map(JSON.string)) }
  }

  /// Adds a list of files.
  public mutating func mediaList(_ name: StaticString, _ values: [MediaInput]?) {
    if let values { json[name.description] = .array(values.map { .string(address(of: $0)) }) }
  }

  /// Adds `null` for what must be sent and is not there.
  public mutating func null<Value>(_ name: StaticString, unless value: Value?) {
    if value == nil { json[name.description] = .null }
  }

  /// Adds a value of any other kind.
  public mutating func value<Value: FalInput>(_ name: StaticString, _ value: Value?) {
    if let value { json[name.description] = json(of: value) }
  }

  /// Adds a list of values of any other kind.
  public mutating func values<Value: FalInput>(_ name: StaticString, _ values: [Value]?) {
    if let values { json[name.description] = .array(values.map { json(of: $0) }) }
  }

  /// A value inside of this one, as JSON; its files are uploaded with those of the whole.
  mutating func json(of value: some FalInput) -> JSON {
    var writer = InputWriter(addresses: addresses, marksFaults: marksFaults)
    value.write(to: &writer)
    uploads += writer.uploads
    if let fault = writer.unwritable { note(unwritable: fault) }
    faults += writer.faults
    return writer.json
  }

  /// Remembers a value that cannot be sent, and gives what stands for it.
  private mutating func marked(_ fault: String) -> JSON? {
    note(unwritable: fault)
    guard marksFaults else { return nil }
    faults.append(fault)
    return .string(Self.mark(of: fault))
  }

  /// Remembers a value that cannot be sent.
  mutating func note(unwritable fault: String) {
    unwritable = unwritable ?? fault
  }

  /// Makes a file this value.
  mutating func set(_ media: MediaInput) {
    json = .string(address(of: media))
  }

  private mutating func address(of media: MediaInput) -> String {
    switch media.source {
    case .address(let url): address(url)
    case .upload(let upload): address(of: upload)
    }
  }

  /// A path of this machine means nothing elsewhere, and tells what nobody should know.
  private mutating func address(_ url: String) -> String {
    guard url.prefix(5).lowercased() == "file:" else { return url }
    return marked("\(url) is a file of this machine; give it as .file")?.string ?? Self.words(for: url)
  }

  /// Where an uploaded file is; as long as that is not known, what is no address.
  mutating func address(of upload: MediaUpload) -> String {
    uploads.append(upload)
    return addresses[upload] ?? Self.words(for: upload.name)
  }

  /// What is no address, and tells nothing of where a file is.
  private static func words(for file: String) -> String {
    "(\(file.split(separator: "/").last ?? "a file"), not uploaded)"
  }
}
