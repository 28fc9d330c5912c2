import FalRegistry

/// Tells sentences, which belong to those who wrote them, from values.
enum Prose {
  private static let maximumLength = 60
  private static let maximumWords = 4

  /// Whether a text reads as a sentence or a prompt: it is long, ends like a sentence, or has a run of more than four words.
  ///
  /// Lists of keywords such as `blur, distort, and low quality` are values.
  static func isProse(_ text: String) -> Bool {
    let words = text.split(whereSeparator: \.isWhitespace)
    guard words.count > 1 else { return false }
    if text.count > maximumLength { return true }
    if let last = words.last?.last, ".!?".contains(last) { return true }
    return text.split { ",;:|\n".contains($0) }.contains {
      $0.split(whereSeparator: \.isWhitespace).count > maximumWords
    }
  }
}
