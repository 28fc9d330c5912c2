/// One of several whole numbers that a model knows, or one that it will know tomorrow.
///
/// The known values are static members, as in `.rank16`; any other is made with `init(_:)`. `Values` is an empty type
/// that only tells the sets of values apart.
public struct OpenIntegerEnum<Values: Sendable>: RawRepresentable, Hashable, Sendable {
  /// The number as the service writes it.
  public let rawValue: Int

  /// Creates a value from the service's number, whether falkit knows it or not.
  public init(_ rawValue: Int) {
    self.rawValue = rawValue
  }

  /// Creates a value from the service's number, whether falkit knows it or not.
  public init(rawValue: Int) {
    self.rawValue = rawValue
  }
}

extension OpenIntegerEnum: CustomStringConvertible {
  /// The number in digits.
  public var description: String { String(rawValue) }
}

extension OpenIntegerEnum: FalInput, FalOutput {
  /// Writes the number.
  public func write(to writer: inout InputWriter) { writer.set(.number(JSONNumber(rawValue))) }

  /// Reads a whole number, whatever it is.
  public init(from reader: inout OutputReader) { self.init(Int(from: &reader)) }
}
