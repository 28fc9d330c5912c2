import FalSystem

/// Percent-escapes for the characters that separate columns, items and lines of packed records.
package enum LineEscape {
  package static func escape(_ text: String) -> String {
    PercentCoding.encode(text, usesCapitals: false) { byte in
      byte < 0x20 || byte == UInt8(ascii: "%") || byte == UInt8(ascii: "|") || byte == 0x7F
    }
  }

  static func unescape(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
    let hasEscapes = bytes.firstPosition(of: UInt8(ascii: "%")) != nil
    return hasEscapes
      ? String(decoding: PercentCoding.decode(bytes), as: UTF8.self) : String(decoding: bytes, as: UTF8.self)
  }

  /// The items of a list column; an empty column is an empty list.
  static func items(_ column: UnsafeBufferPointer<UInt8>) -> [String] {
    var rest = column
    if rest.isEmpty { return [] }
    var items: [String] = []
    while let bar = rest.firstPosition(of: UInt8(ascii: "|")) {
      items.append(unescape(UnsafeBufferPointer(rebasing: rest[..<bar])))
      rest = UnsafeBufferPointer(rebasing: rest[(bar + 1)...])
    }
    items.append(unescape(rest))
    return items
  }
}
