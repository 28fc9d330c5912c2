/// The form in which a command speaks.
enum OutputMode: String, Sendable, CaseIterable {
  /// For people at a terminal.
  case human
  /// For scripts: the one thing they want, one per line.
  case plain
  /// For programs.
  case json
}
