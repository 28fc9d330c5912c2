import FalRegistry

/// A command: what it is called, what it takes, and what it does.
///
/// Parsing, help, the JSON description and the completion scripts all come from this one declaration.
struct CommandDefinition: Sendable {
  enum Group: String, Sendable, CaseIterable {
    case find = "Find a model"
    case run = "Run models"
    case requests = "Follow requests"
    case files = "Files"
    case local = "A local fal"
    case setUp = "Set up"
  }

  var name: String
  var group: Group
  var summary: String
  /// Paragraphs that say more than the summary.
  var details: [String] = []
  var arguments: [ArgumentDefinition] = []
  var options: [OptionDefinition] = []
  var examples: [Example] = []
  var exitCodes: [ExitCode] = [.ok, .usage, .config]
  /// Whether it takes inputs of a model; then `--name value` is the same as `name=value`, for names that are no options.
  var takesInputs = false
  /// Whether long output goes through a pager on a terminal.
  var usesPager = false
  /// Whether it works with a damaged file of settings, because it shows or mends it.
  var mendsSettings = false
  var subcommands: [CommandDefinition] = []
  /// Does the work; `nil` for a command that only has subcommands.
  var run: (@Sendable (Invocation) throws -> ExitCode)?

  struct Example: Sendable {
    var command: String
    var meaning: String
  }

  /// How it is written: `falkit models [GLOB] [OPTIONS]`.
  func usage(_ path: [String]) -> String {
    var words = ["falkit"] + path
    if run == nil { words.append("COMMAND") }
    words += arguments.map(\.usage)
    if !options.isEmpty { words.append("[OPTIONS]") }
    return words.joined(separator: " ")
  }
}

/// Commands that a mistyped word may stand for.
enum NearestCommands {
  /// What other tools call what falkit calls otherwise.
  private static let otherNames = [
    "login": "auth set", "logout": "auth remove", "whoami": "auth status", "key": "auth status", "ls": "list",
    "ps": "list", "requests": "list", "queue": "list", "history": "list --all", "rm": "list --forget",
    "version": "--version", "info": "model-info", "show": "model-info", "describe": "model-info",
    "inputs": "model-info",
    "price": "pricing", "cost": "pricing", "subscribe": "run", "generate-image": "run", "exec": "run", "retry": "rerun",
    "stop": "cancel", "kill": "cancel", "get": "result", "fetch": "download", "save": "download",
    "sync": "registry sync",
    "update": "registry sync", "emulator": "serve", "server": "serve", "settings": "config", "env": "config",
    "completion": "completions", "check": "validate",
  ]

  static func of(_ word: String, in commands: [CommandDefinition]) -> [String] {
    let other = otherNames[word.lowercased()].flatMap { name in
      name.hasPrefix("-") || commands.contains { $0.name == name.prefix { $0 != " " } } ? name : nil
    }
    return [other].compactMap(\.self) + NearestNames.of(word, among: commands.map(\.name)).filter { $0 != other }
  }
}
