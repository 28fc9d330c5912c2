import FalRegistry

/// Commands that a mistyped word may stand for.
enum NearestCommands {
  static func of(_ word: String, in commands: [CommandDefinition]) -> [String] {
    NearestNames.of(word, among: commands.map(\.name))
  }
}
