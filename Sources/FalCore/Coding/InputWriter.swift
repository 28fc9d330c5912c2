/// Turns one value of an input into JSON.
///
/// An object calls the methods that take a name, one per member; any other value calls `set`. A member that is `nil` is
/// not sent. There is a method per kind of value instead of overloads, because generated code calls tens of thousands of
/// them and the compiler then need not search.
public struct InputWriter: Sendable {
  private(set) var json = JSON.object([:])

  init() {}

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

  /// Adds a number; infinities and NaN, which JSON cannot express, are not sent.
  public mutating func number(_ name: StaticString, _ value: Double?) {
    if let value, let number = JSONNumber(value) { json[name.description] = .number(number) }
  }

  /// Adds `true` or `false`.
  public mutating func boolean(_ name: StaticString, _ value: Bool?) {
    if let value { json[name.description] = .bool(value) }
  }

  /// Adds a file.
  public mutating func media(_ name: StaticString, _ value: MediaInput?) {
    if let value { json[name.description] = .string(value.url) }
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
    if let values { json[name.description] = .array(values.map { .string($0.url) }) }
  }

  /// Adds a value of any other kind.
  public mutating func value<Value: FalInput>(_ name: StaticString, _ value: Value?) {
    if let value { json[name.description] = value.json }
  }

  /// Adds a list of values of any other kind.
  public mutating func values<Value: FalInput>(_ name: StaticString, _ values: [Value]?) {
    if let values { json[name.description] = .array(values.map(\.json)) }
  }
}
