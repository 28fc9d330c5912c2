/// Something that a document says about a value, and that `SchemaNode` does not tell.
public enum SchemaLoss: Sendable, Hashable, CustomStringConvertible {
  /// A keyword that is not read, as in `patternProperties`.
  case keyword(String)
  /// The document is nested too deep, or too large, so that the value may be anything.
  case cutOff
  /// The positions of a list are described one by one; here each item may be what any of them may be.
  case positions
  /// Several descriptions hold together that do not go together here, so that only a part of them is told.
  case combination

  /// The loss in words, as the end of a sentence: `its patternProperties are not read`.
  public var description: String {
    switch self {
    case .keyword(let name): "its \(name) is not read"
    case .cutOff: "it is nested too deep, or in too large a document, so it is any JSON"
    case .positions: "it says what each position of the list holds, and here any of it may stand at each"
    case .combination: "it must fit several descriptions together, and only a part of them is told"
    }
  }
}
