// The standard library's types as inputs and outputs, so that lists of lists and the like need no code of their own.

extension String: FalInput, FalOutput {
  /// Writes the text.
  public func write(to writer: inout InputWriter) { writer.set(.string(self)) }

  /// Reads a text.
  public init(from reader: inout OutputReader) {
    self = reader.json.string ?? reader.failing("a text", "")
  }
}

extension Int: FalInput, FalOutput {
  /// Writes the number.
  public func write(to writer: inout InputWriter) { writer.set(.number(JSONNumber(self))) }

  /// Reads a whole number.
  public init(from reader: inout OutputReader) {
    self = reader.json.int ?? reader.failing("a whole number", 0)
  }
}

extension UInt64: FalInput, FalOutput {
  /// Writes the number.
  public func write(to writer: inout InputWriter) { writer.set(.number(JSONNumber(self))) }

  /// Reads a whole number that is not negative.
  public init(from reader: inout OutputReader) {
    self = reader.json.number?.uint64 ?? reader.failing("a whole number that is not negative", 0)
  }
}

extension Double: FalInput, FalOutput {
  /// Writes the number; of infinities and NaN, which JSON cannot express, the client makes an error.
  public func write(to writer: inout InputWriter) { writer.set(self) }

  /// Reads a number.
  public init(from reader: inout OutputReader) {
    self = reader.json.double ?? reader.failing("a number", 0)
  }
}

extension Bool: FalInput, FalOutput {
  /// Writes `true` or `false`.
  public func write(to writer: inout InputWriter) { writer.set(.bool(self)) }

  /// Reads `true` or `false`.
  public init(from reader: inout OutputReader) {
    self = reader.json.bool ?? reader.failing("true or false", false)
  }
}

extension JSON: FalInput, FalOutput {
  /// Writes the value as it is.
  public func write(to writer: inout InputWriter) { writer.set(self) }

  /// Takes the value as it is.
  public init(from reader: inout OutputReader) { self = reader.json }
}

extension Optional: FalInput where Wrapped: FalInput {
  /// Writes the value, or `null`.
  public func write(to writer: inout InputWriter) { writer.set(map { writer.json(of: $0) } ?? .null) }
}

extension Optional: FalOutput where Wrapped: FalOutput {
  /// Reads the value, or `null`.
  public init(from reader: inout OutputReader) { self = reader.json.isNull ? nil : Wrapped(from: &reader) }
}

extension Array: FalInput where Element: FalInput {
  /// Writes the items as a list.
  public func write(to writer: inout InputWriter) { writer.set(.array(map { writer.json(of: $0) })) }
}

extension Array: FalOutput where Element: FalOutput {
  /// Reads a list.
  public init(from reader: inout OutputReader) {
    let items = reader.json.array ?? reader.failing("a list", [])
    self = items.enumerated().map { reader.read($0.element, at: "[\($0.offset)]") }
  }
}

extension Dictionary: FalInput where Key == String, Value: FalInput {
  /// Writes the values as an object, sorted by name.
  public func write(to writer: inout InputWriter) {
    writer.set(.object(JSONObject(sorted { $0.key < $1.key }.map { ($0.key, writer.json(of: $0.value)) })))
  }
}

extension Dictionary: FalOutput where Key == String, Value: FalOutput {
  /// Reads an object whose members are all alike.
  public init(from reader: inout OutputReader) {
    let members = reader.json.object ?? reader.failing("an object", [:])
    self.init(minimumCapacity: members.count)
    for (name, value) in members { self[name] = reader.read(value, at: name) as Value }
  }
}

extension OutputReader {
  /// Remembers what was expected and gives a harmless value to go on with.
  fileprivate mutating func failing<Value>(_ expected: String, _ harmless: Value) -> Value {
    fail(expected: expected)
    return harmless
  }
}
