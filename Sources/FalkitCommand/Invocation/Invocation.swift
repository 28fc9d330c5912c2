import FalRunner

/// A command line after parsing: which command, and what it was given.
final class Invocation: Sendable {
  /// All commands of falkit.
  let commands: [CommandDefinition]
  let command: CommandDefinition
  /// The names from the top to the command, as in `["registry", "import"]`.
  let path: [String]
  let arguments: [String]
  let options: ParsedOptions
  /// The names of the inputs that were written as options: `--prompt`.
  let inputOptions: [String]
  let console: Console
  let settings: Settings
  let standardInput = StandardInput()

  init(
    commands: [CommandDefinition],
    command: CommandDefinition,
    path: [String],
    arguments: [String],
    options: ParsedOptions,
    inputOptions: [String] = [],
    console: Console,
    settings: Settings
  ) {
    self.commands = commands
    self.command = command
    self.path = path
    self.arguments = arguments
    self.options = options
    self.inputOptions = inputOptions
    self.console = console
    self.settings = settings
  }

  func has(_ flag: OptionName) -> Bool { options.has(flag) }

  func value(_ option: OptionName) -> String? { options.value(option) }

  func values(_ option: OptionName) -> [String] { options.values(option) }

  /// The whole number given for an option.
  func count(_ option: OptionName) throws -> Int? {
    guard let text = value(option) else { return nil }
    guard let number = Int(text), number >= 0 else {
      throw RunError.usage("--\(option) takes a whole number, not '\(text)'")
    }
    return number
  }
}
