/// An input or output, or a part of one, that can be stored as the JSON that the service sends or takes.
///
/// The types that FalCore writes by hand conform to it, and generated ones where the `falkit.json` of their target asks for
/// `Codable`.
///
/// What an output type does not know is not stored; ``JSONCoded`` keeps it.
public protocol FalCodable: FalInput, FalOutput, Codable {}

extension FalCodable {
  /// Reads the value from the JSON of the service.
  ///
  /// - Throws: `DecodingError` naming the place of what is missing or of another type.
  public init(from decoder: any Decoder) throws {
    let json = try JSON(from: decoder)
    do throws(OutputError) {
      try self.init(json: json)
    } catch {
      throw DecodingError.dataCorrupted(
        DecodingError.Context(
          codingPath: decoder.codingPath,
          debugDescription: error.path.isEmpty ? error.reason : error.description,
          underlyingError: error
        )
      )
    }
  }

  /// Writes the value as the service takes it.
  ///
  /// - Throws: `EncodingError` when a file in it is yet to be uploaded: it has no address, and its path means nothing
  ///   elsewhere.
  public func encode(to encoder: any Encoder) throws { try InputValue(self).encode(to: encoder) }
}
