/// One of several whole numbers that a model knows, or one that it will know tomorrow.
///
/// Each set of values is a type of its own with the known ones as static members, as in `.rank16`; any other value is made
/// with `init(_:)`.
public protocol OpenIntegerEnum: FalInput, FalOutput, Hashable, RawRepresentable, CustomStringConvertible
where RawValue == Int {
  /// Creates a value from the service's number, whether falkit knows it or not.
  init(_ rawValue: Int)
}

// Defaults for all that is required: generated types, of which there are hundreds, then need no code for it.
extension OpenIntegerEnum {
  /// Creates a value from the service's number, whether falkit knows it or not.
  public init(rawValue: Int) { self.init(rawValue) }

  /// The number in digits.
  public var description: String { String(rawValue) }

  /// Whether both are the same number.
  public static func == (left: Self, right: Self) -> Bool { left.rawValue == right.rawValue }

  /// Hashes the number.
  public func hash(into hasher: inout Hasher) { hasher.combine(rawValue) }

  /// Writes the number.
  public func write(to writer: inout InputWriter) { writer.set(.number(JSONNumber(rawValue))) }

  /// Reads a whole number, whatever it is.
  public init(from reader: inout OutputReader) { self.init(Int(from: &reader)) }
}
