import FalCore

/// The manual, made from the declarations of the commands.
enum ManualPage {
  /// `falkit.1`: all of falkit.
  static func program(_ commands: [CommandDefinition]) -> String {
    var page = Roff(title: "falkit", version: FalVersion.current)
    page.section("NAME")
    page.raw("falkit \\- \(Roff.escaped(HelpText.tagline))")
    page.section("SYNOPSIS")
    page.synopsis(bold: "falkit", "COMMAND [ARGUMENTS] [OPTIONS]")
    page.section("DESCRIPTION")
    for paragraph in description { page.paragraph(paragraph) }
    page.section("COMMANDS")
    for command in commands { add(command, path: [command.name], to: &page) }
    page.section("OPTIONS")
    page.paragraph("Every command takes these.")
    for option in GlobalOptions.all { page.entry(option.usage, HelpText.summary(of: option)) }
    addSurroundings(ExitCode.allCases, to: &page)
    page.section("EXAMPLES")
    for example in examples(commands) { page.example(example.command, example.meaning) }
    return page.text
  }

  /// `falkit-run.1`: one command.
  static func of(_ command: CommandDefinition, path: [String]) -> String {
    var page = Roff(title: (["falkit"] + path).joined(separator: "-"), version: FalVersion.current)
    page.section("NAME")
    let name = (["falkit"] + path).joined(separator: "-")
    page.raw("\(Roff.escaped(name)) \\- \(Roff.escaped(summaryLine(command)))")
    page.section("SYNOPSIS")
    addUsage(command, path, to: &page)
    page.section("DESCRIPTION")
    page.paragraph(command.summary)
    for paragraph in command.details { page.paragraph(paragraph) }
    for argument in command.arguments { page.entry(argument.usage, argument.summary) }
    if !command.subcommands.isEmpty {
      page.section("COMMANDS")
      for inner in command.subcommands { add(inner, path: path + [inner.name], to: &page) }
    }
    page.section("OPTIONS")
    for option in command.options + GlobalOptions.all { page.entry(option.usage, HelpText.summary(of: option)) }
    addSurroundings(command.exitCodes, to: &page)
    if !command.examples.isEmpty {
      page.section("EXAMPLES")
      for example in command.examples { page.example(example.command, example.meaning) }
    }
    page.section("SEE ALSO")
    page.raw("\\fBfalkit\\fR(1)")
    return page.text
  }

  private static let description = [
    "falkit finds and describes the models of fal.ai, runs them, and follows what was asked of them until the files are on "
      + "this machine. Finding, describing and checking need no key and no network; --local runs commands against a fal of "
      + "their own, without a key and without costs.",
    "The result goes to standard output and everything else to standard error. In a pipe each line is one thing, with "
      + "--quiet only the essential one, and with --json everything is one document.",
    "A request is written down before it is sent, and none is sent twice: falkit list shows what is on its way, also after "
      + "a command was killed, and falkit wait comes back to it.",
  ]

  /// Those that can be understood without their command's description.
  private static func examples(_ commands: [CommandDefinition]) -> [CommandDefinition.Example] {
    [("run", 1), ("submit", 2), ("batch", 1), ("poll", 1)].flatMap { name, count in
      commands.first { $0.name == name }?.examples.prefix(count) ?? []
    }
  }

  /// What stands behind the dash of NAME, which ends without a full stop.
  private static func summaryLine(_ command: CommandDefinition) -> String {
    command.summary.hasSuffix(".") ? String(command.summary.dropLast()) : command.summary
  }

  private static func addUsage(_ command: CommandDefinition, _ path: [String], to page: inout Roff) {
    let name = (["falkit"] + path).joined(separator: " ")
    page.synopsis(bold: name, String(command.usage(path).dropFirst(name.count + 1)))
  }

  private static func add(_ command: CommandDefinition, path: [String], to page: inout Roff) {
    page.subsection((["falkit"] + path).joined(separator: " "))
    addUsage(command, path, to: &page)
    page.paragraph(command.summary)
    for paragraph in command.details { page.paragraph(paragraph) }
    for argument in command.arguments { page.entry(argument.usage, argument.summary) }
    for option in command.options { page.entry(option.usage, HelpText.summary(of: option)) }
    for example in command.examples { page.example(example.command, example.meaning) }
    for inner in command.subcommands { add(inner, path: path + [inner.name], to: &page) }
  }

  private static func addSurroundings(_ codes: [ExitCode], to page: inout Roff) {
    page.section("ENVIRONMENT")
    for variable in EnvironmentVariable.all {
      page.entry(variable.names.joined(separator: ", "), variable.summary)
    }
    page.section("FILES")
    for place in FileLocation.all { page.entry(place.path, place.summary) }
    page.section("EXIT STATUS")
    for code in codes { page.entry(String(code.rawValue), code.meaning) }
  }
}
