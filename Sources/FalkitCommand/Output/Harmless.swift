import FalRegistry

/// Text that comes from a registry or a server, made harmless for a terminal.
enum Harmless {
  static func text(_ text: String) -> String {
    PlainText.isHarmless(text) ? text : PlainText.oneLine(text)
  }
}
