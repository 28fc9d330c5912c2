/// Colours and weights, or none.
struct Style: Sendable {
  let isEnabled: Bool

  func heading(_ text: String) -> String { apply("1", text) }

  func strong(_ text: String) -> String { apply("1", text) }

  func name(_ text: String) -> String { apply("36", text) }

  func dim(_ text: String) -> String { apply("2", text) }

  func warning(_ text: String) -> String { apply("33", text) }

  func error(_ text: String) -> String { apply("1;31", text) }

  private func apply(_ code: String, _ text: String) -> String {
    isEnabled && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
