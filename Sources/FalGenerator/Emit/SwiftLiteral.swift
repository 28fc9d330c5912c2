import FalSchema

/// Makes any text harmless inside Swift source.
enum SwiftLiteral {
  /// A string literal.
  ///
  /// Everything but printable ASCII is written as an escape, so that nothing can end or reorder it.
  static func string(_ text: String) -> String {
    if text.utf8.allSatisfy(isPlain) { return "\"" + text + "\"" }
    var literal = "\""
    for scalar in text.unicodeScalars {
      if let byte = UInt8(exactly: scalar.value), isPlain(byte) {
        literal.unicodeScalars.append(scalar)
      } else if scalar == "\"" || scalar == "\\" {
        literal += "\\\(scalar)"
      } else {
        literal += "\\u{\(String(scalar.value, radix: 16))}"
      }
    }
    return literal + "\""
  }

  /// The text of a comment: one line, without characters that reorder what is read.
  static func comment(_ text: String) -> String {
    PlainText.isHarmless(text) ? text : PlainText.oneLine(text)
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    byte >= 0x20 && byte < 0x7F && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
  }
}
