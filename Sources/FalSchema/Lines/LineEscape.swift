/// Percent-escapes for the characters that separate columns, items and lines of packed records.
package enum LineEscape {
  package static func escape(_ text: String) -> String {
    guard text.utf8.contains(where: needsEscape) else { return text }
    var escaped: [UInt8] = []
    for byte in text.utf8 {
      if needsEscape(byte) {
        escaped += "%\(byte < 0x10 ? "0" : "")\(String(byte, radix: 16))".utf8
      } else {
        escaped.append(byte)
      }
    }
    return String(decoding: escaped, as: UTF8.self)
  }

  static func unescape(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
    guard bytes.firstPosition(of: UInt8(ascii: "%")) != nil else { return String(decoding: bytes, as: UTF8.self) }
    var plain: [UInt8] = []
    var position = 0
    while position < bytes.count {
      let digits = bytes[min(position + 1, bytes.count)..<min(position + 3, bytes.count)]
      if bytes[position] == UInt8(ascii: "%"), let byte = UInt8(String(decoding: digits, as: UTF8.self), radix: 16) {
        plain.append(byte)
        position += 3
      } else {
        plain.append(bytes[position])
        position += 1
      }
    }
    return String(decoding: plain, as: UTF8.self)
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

  private static func needsEscape(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "%") || byte == UInt8(ascii: "|") || byte == 0x7F
  }
}
