/// A small font of printable ASCII characters, each of a fixed number of pixels.
package enum BitmapFont {
  /// The pixels of a character from left to right.
  static let glyphWidth = 5
  /// The pixels of a character from top to bottom, with two rows for the descenders of letters like `g`.
  static let glyphHeight = 9
  /// The pixels from the left of a character to the left of the next.
  static let advance = glyphWidth + 1
  /// The pixels from the top of a line to the top of the next.
  static let lineHeight = glyphHeight + 2

  private static let firstCharacter = UInt8(ascii: " ")
  private static let glyphs = readSheet()

  /// The ASCII characters that stand for a text: `?` for what the font does not have, a space for line breaks.
  static func characters(for text: String) -> [UInt8] {
    text.map { character in
      guard !character.isWhitespace else { return UInt8(ascii: " ") }
      guard let ascii = character.asciiValue, (UInt8(ascii: "!")...UInt8(ascii: "~")).contains(ascii) else {
        return UInt8(ascii: "?")
      }
      return ascii
    }
  }

  /// The rows of a character as bits, of which the lowest is the leftmost pixel; none for an unknown character.
  static func rows(of character: UInt8) -> [UInt8] {
    let position = Int(character) - Int(firstCharacter)
    return glyphs.indices.contains(position) ? glyphs[position] : []
  }

  private static func readSheet() -> [[UInt8]] {
    let lines = sheet.split(separator: "\n").map { $0.split(separator: " ") }
    var glyphs: [[UInt8]] = []
    for top in stride(from: 0, to: lines.count, by: glyphHeight) {
      let rows = lines[top..<min(top + glyphHeight, lines.count)]
      for column in 0..<(rows.map(\.count).min() ?? 0) {
        glyphs.append(rows.map { bits(of: $0[column]) })
      }
    }
    return glyphs
  }

  private static func bits(of row: Substring) -> UInt8 {
    row.reversed().reduce(0) { $0 << 1 | ($1 == "#" ? 1 : 0) }
  }
}
