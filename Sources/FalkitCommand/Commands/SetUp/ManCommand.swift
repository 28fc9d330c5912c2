import FalCore
import FalRunner

extension CommandDefinition {
  static let man = CommandDefinition(
    name: "man",
    group: .setUp,
    summary: "Print the manual page.",
    details: [
      "It is in the form that man reads: falkit man > /usr/local/share/man/man1/falkit.1 installs it, and falkit man | man -l - "
        + "shows it on Linux. With the words of a command it is the page of that command alone."
    ],
    arguments: [
      ArgumentDefinition(
        name: "COMMAND",
        summary: "A command, and where it has them one of its own.",
        isOptional: true,
        repeats: true,
        values: .command
      )
    ],
    examples: [
      Example(command: "falkit man | man -l -", meaning: "read it, on Linux"),
      Example(command: "falkit man registry import > falkit-registry-import.1", meaning: "one command"),
    ],
    exitCodes: [.ok, .usage, .cannotWrite],
    run: ManCommand.run
  )
}

enum ManCommand {
  static func run(_ invocation: Invocation) throws -> ExitCode {
    var level = invocation.commands
    var command: CommandDefinition?
    for word in invocation.arguments {
      guard let found = level.first(where: { $0.name == word }) else {
        throw RunError.usage(
          "there is no command '\(word)' in \((["falkit"] + (command.map { [$0.name] } ?? [])).joined(separator: " "))",
          suggestions: NearestCommands.of(word, in: level),
          hint: "falkit --help"
        )
      }
      command = found
      level = found.subcommands
    }
    let page = command.map { ManualPage.of($0, path: invocation.arguments) } ?? ManualPage.program(invocation.commands)
    if invocation.console.mode == .json {
      let name = (["falkit"] + invocation.arguments).joined(separator: " ")
      try invocation.console.print(["name": .string(name), "page": .string(page)])
    } else {
      try Terminal.write(page, to: .output)
    }
    return .ok
  }
}
