/// Colours and weights, or none.
struct Style: Sendable {
  let isEnabled: Bool

  func heading(_ text: String) -> String { apply("1", text) }

  func strong(_ text: String) -> String { apply("1", text) }

  func name(_ text: String) -> String { apply("36", text) }

  func dim(_ text: String) -> String { apply("2", text) }

  func warning(_ text: String) -> String { apply("33", text) }

  func error(_ text: String) -> String { apply("1;31", text) }

  /// Each line has its own codes: pagers forget those of the line before.
  private func apply(_ code: String, _ text: String) -> String {
    guard isEnabled, !text.isEmpty else { return text }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.map { $0.isEmpty ? "" : "\u{1B}[\(code)m\($0)\u{1B}[0m" }.joined(separator: "\n")
  }
}
