/// Reads one value of an output from JSON.
///
/// It remembers the first thing that is wrong and goes on with harmless values, instead of throwing: generated
/// initialisers then need no code for what they have read so far, which halves their size. `FalOutput.init(json:)` throws
/// in the end. There is a method per kind of value instead of overloads, because generated code calls tens of thousands
/// of them and the compiler then need not search.
public struct OutputReader: Sendable {
  /// The value that is read.
  public let json: JSON
  private(set) var error: OutputError?

  init(_ json: JSON) {
    self.json = json
  }

  /// Remembers that the value is not what was expected, unless something was wrong before.
  public mutating func fail(expected: String) {
    remember(Self.mismatch(expected, json), at: "")
  }

  // MARK: - Members of an object

  /// Reads a text.
  public mutating func string(_ name: StaticString) -> String {
    optionalString(name) ?? missing(name.description, "a text", "")
  }

  /// Reads a text that may be missing.
  public mutating func optionalString(_ name: StaticString) -> String? {
    guard let json = member(name.description) else { return nil }
    return json.string ?? mismatch(name.description, "a text", json, "")
  }

  /// Reads a whole number.
  public mutating func integer(_ name: StaticString) -> Int {
    optionalInteger(name) ?? missing(name.description, "a whole number", 0)
  }

  /// Reads a whole number that may be missing.
  public mutating func optionalInteger(_ name: StaticString) -> Int? {
    guard let json = member(name.description) else { return nil }
    return json.int ?? mismatch(name.description, "a whole number", json, 0)
  }

  /// Reads a whole number that may be above what an `Int` holds.
  public mutating func unsigned(_ name: StaticString) -> UInt64 {
    optionalUnsigned(name) ?? missing(name.description, "a whole number", 0)
  }

  /// Reads a whole number that may be above what an `Int` holds, and may be missing.
  public mutating func optionalUnsigned(_ name: StaticString) -> UInt64? {
    guard let json = member(name.description) else { return nil }
    return json.number?.uint64 ?? mismatch(name.description, "a whole number that is not negative", json, 0)
  }

  /// Reads a number.
  public mutating func number(_ name: StaticString) -> Double {
    optionalNumber(name) ?? missing(name.description, "a number", 0)
  }

  /// Reads a number that may be missing.
  public mutating func optionalNumber(_ name: StaticString) -> Double? {
    guard let json = member(name.description) else { return nil }
    return json.double ?? mismatch(name.description, "a number", json, 0)
  }

  /// Reads `true` or `false`.
  public mutating func boolean(_ name: StaticString) -> Bool {
    optionalBoolean(name) ?? missing(name.description, "true or false", false)
  }

  /// Reads `true` or `false`, which may be missing.
  public mutating func optionalBoolean(_ name: StaticString) -> Bool? {
    guard let json = member(name.description) else { return nil }
    return json.bool ?? mismatch(name.description, "true or false", json, false)
  }

  /// Reads any JSON value; `.null` when it is missing.
  public mutating func json(_ name: StaticString) -> JSON {
    json[name.description]
  }

  /// Reads any JSON value that may be missing.
  public mutating func optionalJSON(_ name: StaticString) -> JSON? {
    member(name.description)
  }

  /// Reads a value of any other kind.
  public mutating func value<Value: FalOutput>(_ name: StaticString) -> Value {
    if member(name.description) == nil { missing(name.description, "a value", ()) }
    return read(json[name.description], at: name.description)
  }

  /// Reads a value of any other kind that may be missing.
  public mutating func optionalValue<Value: FalOutput>(_ name: StaticString) -> Value? {
    member(name.description).map { read($0, at: name.description) }
  }

  /// Reads a list.
  public mutating func values<Value: FalOutput>(_ name: StaticString) -> [Value] {
    optionalValues(name) ?? missing(name.description, "a list", [])
  }

  /// Reads a list that may be missing.
  public mutating func optionalValues<Value: FalOutput>(_ name: StaticString) -> [Value]? {
    member(name.description).map { read($0, at: name.description) }
  }

  // MARK: - Values inside values

  /// Whether the value is an object with at least one of these members.
  public func hasAny(_ names: [String]) -> Bool {
    names.contains { !json[$0].isNull }
  }

  /// Reads the value as one kind of value out of several; `nil` when it is another.
  public func attempt<Value: FalOutput>() -> Value? {
    var reader = OutputReader(json)
    let value = Value(from: &reader)
    return reader.error == nil ? value : nil
  }

  /// Reads a value that is inside this one.
  mutating func read<Value: FalOutput>(_ json: JSON, at place: String) -> Value {
    var reader = OutputReader(json)
    let value = Value(from: &reader)
    if let error = reader.error { remember(error, at: place) }
    return value
  }

  /// A member that is there and not `null`.
  private func member(_ name: String) -> JSON? {
    let member = json[name]
    return member.isNull ? nil : member
  }

  private mutating func missing<Value>(_ name: String, _ expected: String, _ harmless: Value) -> Value {
    remember(
      json.object == nil
        ? Self.mismatch("an object", json)
        : OutputError(path: name, reason: "expected \(expected), found nothing"),
      at: ""
    )
    return harmless
  }

  private mutating func mismatch<Value>(
    _ name: String,
    _ expected: String,
    _ json: JSON,
    _ harmless: Value
  ) -> Value {
    remember(Self.mismatch(expected, json), at: name)
    return harmless
  }

  private mutating func remember(_ error: OutputError, at place: String) {
    if self.error == nil { self.error = place.isEmpty ? error : error.within(place) }
  }

  private static func mismatch(_ expected: String, _ json: JSON) -> OutputError {
    OutputError(path: "", reason: "expected \(expected), found \(json.kind)")
  }
}

extension JSON {
  /// What kind of value it is, in words.
  fileprivate var kind: String {
    switch self {
    case .null: "null"
    case .bool(let value): value ? "true" : "false"
    case .number(let value): "the number \(value)"
    case .string: "a text"
    case .array: "a list"
    case .object: "an object"
    }
  }
}

/// An answer that is not what the model's schema promises.
public struct OutputError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The place of the value: `images[0].url`; empty for the whole answer.
  public internal(set) var path: String
  /// What was expected and what was found there.
  public let reason: String

  /// The place and what is wrong there.
  public var description: String {
    path.isEmpty ? "the output: \(reason)" : "\(path): \(reason)"
  }

  /// Puts a place in front: `images` before `[0].url`.
  func within(_ place: String) -> OutputError {
    var error = self
    error.path = path.isEmpty || path.hasPrefix("[") ? place + path : "\(place).\(path)"
    return error
  }
}
