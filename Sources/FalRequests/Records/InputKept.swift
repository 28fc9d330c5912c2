import FalSystem

/// How much of an input a record holds.
public enum InputKept: String, Sendable {
  /// All of it: the request can be made again.
  case whole
  /// All but the content of its data URIs, because it is longer than 8 MiB.
  case abridged
  /// Nothing.
  case none
}

extension InputKept {
  /// Up to this length an input is kept whole.
  ///
  /// It is the length from which falkit advises to upload files instead of sending them as data URIs. Anything longer is
  /// in a file already, which the record names, and would be written and synced before every submit.
  static let longestInput = 8 << 20

  /// What is kept of an input, and how much that is.
  static func part(of input: JSON, upTo limit: Int = longestInput) -> (JSON?, InputKept) {
    guard input.utf8().count > limit else { return (input, .whole) }
    let short = abridge(input)
    return short.utf8().count > limit ? (nil, .none) : (short, .abridged)
  }

  private static func abridge(_ value: JSON) -> JSON {
    switch value {
    case .string(let text):
      guard text.utf8.count > 256, MediaAddress.isDataURI(text) else { return value }
      return [
        "omitted": "data URI", "content_type": .string(MediaAddress.mediaType(ofDataURI: text)),
        "bytes": .number(JSONNumber(text.utf8.count)),
        "sha256": .string(SHA256.hexadecimal(of: Array(text.utf8))),
      ]
    case .array(let items): return .array(items.map(abridge))
    case .object(let members): return .object(JSONObject(members.map { ($0.name, abridge($0.value)) }))
    default: return value
    }
  }
}
