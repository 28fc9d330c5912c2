import FalRegistry

/// Text that comes from a registry or a server, made harmless for a terminal.
enum TerminalText {
  static func text(_ text: String) -> String {
    PlainText.isHarmless(text) ? text : PlainText.oneLine(text)
  }

  /// A text of several lines, in which everything but line breaks and tabs is made harmless.
  static func lines(_ text: String) -> String {
    func isPlain(_ scalar: Unicode.Scalar) -> Bool {
      scalar == "\n" || scalar == "\t" || !PlainText.isHarmful(scalar)
    }
    if text.unicodeScalars.allSatisfy(isPlain) { return text }
    var result = ""
    for scalar in text.unicodeScalars { result.unicodeScalars.append(isPlain(scalar) ? scalar : "\u{FFFD}") }
    return result
  }

  /// JSON text in which every harmful character is an escape: the same JSON, and safe to show.
  static func json(_ text: String) -> String {
    func isPlain(_ scalar: Unicode.Scalar) -> Bool { scalar == "\n" || !PlainText.isHarmful(scalar) }
    guard text.utf8.contains(where: { $0 >= 0x7F }), !text.unicodeScalars.allSatisfy(isPlain) else { return text }
    var result = ""
    for scalar in text.unicodeScalars {
      if isPlain(scalar) {
        result.unicodeScalars.append(scalar)
      } else {
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
      }
    }
    return result
  }
}
