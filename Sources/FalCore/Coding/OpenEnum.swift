/// One of several texts or whole numbers that a model knows, or one that it will know tomorrow.
///
/// Each set of values is a type of its own with the known ones as static members, as in `.landscape16x9` or `.rank16`; any
/// other value is made with `init(_:)`.
///
/// It is stored by its `rawValue`; `Codable` for all of them would cost a third of the modules' build time, and is there in
/// targets whose `falkit.json` asks for it.
///
/// ```swift
/// let choices = FluxDev.OutputFormat.known.map(\.description)  // what a picker shows
/// let tomorrow = FluxDev.OutputFormat("avif")
/// ```
public protocol OpenEnum: FalInput, FalOutput, Hashable, RawRepresentable, CustomStringConvertible
where RawValue: FalInput & FalOutput & Hashable & CustomStringConvertible {
  /// Creates a value from the service's own, whether falkit knows it or not.
  init(_ rawValue: RawValue)

  /// The values that falkit knows, in the publisher's order.
  static var known: [Self] { get }
}

// Defaults for all that is required: generated types, of which there are hundreds, then need no code for it.
extension OpenEnum {
  /// Creates a value from the service's own, whether falkit knows it or not.
  public init(rawValue: RawValue) { self.init(rawValue) }

  /// Values made of the service's own: what generated types call for `known`.
  public static func allKnown(_ values: RawValue...) -> [Self] { values.map { Self($0) } }

  /// The value as the service writes it.
  public var description: String { rawValue.description }

  /// Whether both are the same.
  public static func == (left: Self, right: Self) -> Bool { left.rawValue == right.rawValue }

  /// Hashes the service's value.
  public func hash(into hasher: inout Hasher) { hasher.combine(rawValue) }

  /// Writes the service's value.
  public func write(to writer: inout InputWriter) { rawValue.write(to: &writer) }

  /// Reads a value, whether it is known or not.
  public init(from reader: inout OutputReader) { self.init(RawValue(from: &reader)) }
}
