/// Makes an input or output storable and comparable, by its JSON.
///
/// Generated types are neither `Codable` nor `Hashable`, because that would nearly double their share of your build
/// time. Wrapped in this, an output can be written with any encoder and read again, including the members that falkit
/// does not know, and both inputs and outputs can be compared and used as keys.
public struct JSONCoded<Value: Sendable>: Sendable {
  /// The input or output.
  public let value: Value
  /// The value as JSON; of an output, everything that the model returned.
  public let json: JSON
}

extension JSONCoded where Value: FalInput {
  /// Wraps an input.
  public init(_ value: Value) {
    self.init(value: value, json: value.json)
  }
}

extension JSONCoded where Value: FalOutput {
  /// Reads an output.
  ///
  /// - Throws: `OutputError` when the JSON is not what the type promises.
  public init(json: JSON) throws(OutputError) {
    self.init(value: try Value(json: json), json: json)
  }
}

extension JSONCoded: Hashable {
  /// Whether both have the same JSON.
  public static func == (left: JSONCoded, right: JSONCoded) -> Bool { left.json == right.json }

  /// Hashes the JSON.
  public func hash(into hasher: inout Hasher) { hasher.combine(json) }
}

extension JSONCoded: Encodable {
  /// Writes the JSON.
  public func encode(to encoder: any Encoder) throws { try json.encode(to: encoder) }
}

extension JSONCoded: Decodable where Value: FalOutput {
  /// Reads JSON and the value from it.
  public init(from decoder: any Decoder) throws { try self.init(json: try JSON(from: decoder)) }
}
