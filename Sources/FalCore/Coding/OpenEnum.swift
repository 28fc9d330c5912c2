/// One of several texts that a model knows, or one that it will know tomorrow.
///
/// Each set of values is a type of its own with the known ones as static members, as in `.landscape16x9`; any other value
/// is made with `init(_:)`.
public protocol OpenEnum: FalInput, FalOutput, Hashable, RawRepresentable, CustomStringConvertible
where RawValue == String {
  /// Creates a value from the service's text, whether falkit knows it or not.
  init(_ rawValue: String)
}

// Defaults for all that is required: generated types, of which there are hundreds, then need no code for it.
extension OpenEnum {
  /// Creates a value from the service's text, whether falkit knows it or not.
  public init(rawValue: String) { self.init(rawValue) }

  /// The text as the service writes it.
  public var description: String { rawValue }

  /// Whether both are the same text.
  public static func == (left: Self, right: Self) -> Bool { left.rawValue == right.rawValue }

  /// Hashes the text.
  public func hash(into hasher: inout Hasher) { hasher.combine(rawValue) }

  /// Writes the text.
  public func write(to writer: inout InputWriter) { writer.set(.string(rawValue)) }

  /// Reads a text, whatever it is.
  public init(from reader: inout OutputReader) { self.init(String(from: &reader)) }
}
