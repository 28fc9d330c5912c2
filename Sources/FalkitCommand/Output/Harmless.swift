import FalRegistry

/// Text that comes from a registry or a server, made harmless for a terminal.
enum Harmless {
  static func text(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: PlainText.isHarmful) else { return text }
    return PlainText.oneLine(text)
  }
}
