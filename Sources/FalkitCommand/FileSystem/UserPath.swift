/// Paths as users write them.
enum UserPath {
  /// The path, with the home folder for a leading `~/`: after an `@` the shell leaves it as it is.
  static func expanded(_ path: String) -> String {
    guard path.hasPrefix("~/"), let home = Terminal.environment("HOME"), !home.isEmpty else { return path }
    return home + path.dropFirst()
  }
}
