import FalRunner

@testable import FalkitCommand

/// Command lines that are read without starting falkit.
enum InProcess {
  /// What a command line says.
  ///
  /// - Throws: `RunError` as falkit does.
  static func invocation(_ words: [String]) throws -> Invocation {
    let parsed = CommandLineParser(commands: FalkitCommand.commands).parse(words)
    if let problem = parsed.problems.first { throw problem }
    guard let command = parsed.command else { throw RunError.usage("there is no command") }
    try command.check(parsed.arguments, parsed.options, path: parsed.path)
    let settings = Settings(parsed.options)
    return Invocation(
      commands: FalkitCommand.commands,
      command: command,
      path: parsed.path,
      arguments: parsed.arguments,
      options: parsed.options,
      inputOptions: parsed.inputOptions,
      console: try Console(settings),
      settings: settings
    )
  }
}
