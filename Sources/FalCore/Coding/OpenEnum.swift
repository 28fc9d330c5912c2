/// One of several texts that a model knows, or one that it will know tomorrow.
///
/// The known values are static members, as in `.landscape16x9`; any other is made with `init(_:)`. `Values` is an empty
/// type that only tells the sets of values apart.
public struct OpenEnum<Values: Sendable>: RawRepresentable, Hashable, Sendable {
  /// The text as the service writes it.
  public let rawValue: String

  /// Creates a value from the service's text, whether falkit knows it or not.
  public init(_ rawValue: String) {
    self.rawValue = rawValue
  }

  /// Creates a value from the service's text, whether falkit knows it or not.
  public init(rawValue: String) {
    self.rawValue = rawValue
  }
}

extension OpenEnum: CustomStringConvertible {
  /// The text as the service writes it.
  public var description: String { rawValue }
}

extension OpenEnum: FalInput, FalOutput {
  /// Writes the text.
  public func write(to writer: inout InputWriter) { writer.set(.string(rawValue)) }

  /// Reads a text, whatever it is.
  public init(from reader: inout OutputReader) { self.init(String(from: &reader)) }
}
