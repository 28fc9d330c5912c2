/// Makes text harmless to show on one line.
package enum PlainText {
  /// Whether a character can move a terminal's cursor, change its state, or reorder what is read.
  package static func isHarmful(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0: true  // control characters
    case 0x2028, 0x2029: true  // line and paragraph separator
    case 0x200E, 0x200F, 0x061C, 0x202A...0x202E, 0x2066...0x2069: true  // bidirectional marks
    default: false
    }
  }

  /// Whether a text can be shown as it is.
  package static func isHarmless(_ text: String) -> Bool {
    // Nearly all names are plain ASCII, for which looking at the bytes is enough.
    text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F } || !text.unicodeScalars.contains(where: isHarmful)
  }

  /// Whether a text is printable ASCII without stray spaces, which nearly all are.
  private static func isPlain(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      var previous = UInt8(ascii: " ")
      // Not a for loop: the plugin's tool runs unoptimised, where this is several times faster.
      var position = 0
      while position < bytes.count {
        let byte = bytes[position]
        if byte < 0x20 || byte > 0x7E || byte == 0x20 && previous == 0x20 { return false }
        previous = byte
        position += 1
      }
      return previous != 0x20 || bytes.isEmpty
    }
  }

  /// The text as it can stand between backticks: without any of them.
  package static func code(_ text: String) -> String {
    let backtick = UInt8(ascii: "`")
    guard text.utf8.contains(backtick) else { return text }
    return String(decoding: text.utf8.map { $0 == backtick ? UInt8(ascii: "'") : $0 }, as: UTF8.self)
  }

  /// The text with every harmful character replaced by a space, and no spaces around it.
  package static func oneLine(_ text: String) -> String {
    if isPlain(text) { return text }
    let words = text.unicodeScalars.split { isHarmful($0) || $0 == " " }
    return words.map { String($0) }.joined(separator: " ")
  }
}
