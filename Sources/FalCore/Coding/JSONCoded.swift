/// Makes an input or output storable and comparable, by its JSON.
///
/// Generated types are neither `Codable` nor `Hashable`, because that would nearly double their share of your build
/// time; types of your own targets are where `falkit.json` asks for it. Wrapped in this, an output can be written with any
/// encoder and read again, including the members that falkit does not know, and both inputs and outputs can be compared and
/// used as keys.
///
/// An input of falkit's modules is written like this, read as an ``InputValue``, and sent without its type:
///
/// ```swift
/// let data = try JSONEncoder().encode(JSONCoded(FluxDev.Input(prompt: "a cat")))
/// let stored = try JSONDecoder().decode(InputValue.self, from: data)
/// let answer = try await fal.subscribe(to: FluxDev.id, input: stored)
/// let output = try FluxDev.Output(json: answer.output)
/// ```
public struct JSONCoded<Value: Sendable>: Sendable {
  /// The input or output.
  public let value: Value
  private let content: InputValue

  /// The value as JSON; of an output, everything that the model returned.
  public var json: JSON { content.json }

  private init(_ value: Value, _ content: InputValue) {
    self.value = value
    self.content = content
  }
}

extension JSONCoded where Value: FalInput {
  /// Wraps an input.
  public init(_ value: Value) { self.init(value, InputValue(value)) }
}

extension JSONCoded where Value: FalOutput {
  /// Reads an output.
  ///
  /// - Throws: `OutputError` when the JSON is not what the type promises.
  public init(json: JSON) throws(OutputError) { self.init(try Value(json: json), .json(json)) }
}

extension JSONCoded: Hashable {
  /// Whether both have the same JSON and the same files.
  public static func == (left: JSONCoded, right: JSONCoded) -> Bool { left.content == right.content }

  /// Hashes the JSON.
  public func hash(into hasher: inout Hasher) { hasher.combine(content) }
}

extension JSONCoded: Encodable {
  /// Writes the JSON.
  ///
  /// - Throws: `EncodingError` when a file in it is yet to be uploaded.
  public func encode(to encoder: any Encoder) throws { try content.encode(to: encoder) }
}

extension JSONCoded: Decodable where Value: FalOutput {
  /// Reads JSON and the value from it.
  public init(from decoder: any Decoder) throws { try self.init(json: try JSON(from: decoder)) }
}
