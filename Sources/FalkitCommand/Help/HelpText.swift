import FalCore
import FalRunner

/// Help, made from the declarations of the commands.
enum HelpText {
  /// What falkit is, in a line.
  static let tagline = "the models of fal.ai on the command line"

  /// Help for falkit as a whole, as short as so many commands allow.
  static func print(_ commands: [CommandDefinition], _ console: Console) throws(RunError) {
    if console.mode == .json {
      try console.print(HelpJSON.program(commands))
      return
    }
    let style = console.style
    var lines = [
      "falkit \(FalVersion.current): \(tagline)", "",
      style.heading("USAGE"), "  falkit COMMAND [ARGUMENTS] [OPTIONS]", "",
    ]
    for group in CommandDefinition.Group.allCases {
      lines.append(style.heading(group.rawValue.uppercased()))
      for command in commands where command.group == group {
        lines += entry(command.name, command.summary, column: 16, console)
      }
      lines.append("")
    }
    lines.append(style.heading("OPTIONS OF EVERY COMMAND"))
    for option in GlobalOptions.all { lines += entry(option.usage, option.summary, column: 19, console) }
    lines += [
      "", "falkit COMMAND --help tells more. A first picture, without a key:",
      "  \(style.name("falkit run fal-ai/flux/dev prompt='a cat' --local -d"))",
    ]
    try console.print(lines.joined(separator: "\n"))
  }

  /// Help for one command, and for the inputs of the model that is named.
  static func print(_ invocation: Invocation) throws(RunError) {
    let (command, path, console) = (invocation.command, invocation.path, invocation.console)
    let inputs = InputHelp(invocation)
    if console.mode == .json {
      var json = HelpJSON.of(command, path: path)
      if let inputs { json["model"] = inputs.json }
      try console.print(json)
      return
    }
    let style = console.style
    var lines = [command.summary, "", style.heading("USAGE"), "  \(command.usage(path))", ""]
    if let inputs { lines += inputs.lines(console) + [""] }
    for paragraph in command.details {
      lines += [TextLayout.wrap(paragraph, width: min(console.width, 100), indent: 0), ""]
    }
    func section(_ title: String, _ entries: [[String]]) {
      guard !entries.isEmpty else { return }
      lines.append(style.heading(title))
      lines += entries.flatMap(\.self)
      lines.append("")
    }
    section("COMMANDS", command.subcommands.map { entry($0.name, $0.summary, console) })
    section("ARGUMENTS", command.arguments.map { entry($0.usage, $0.summary, console) })
    section("OPTIONS", command.options.map { entry($0.usage, summary(of: $0), console) })
    section("OPTIONS OF EVERY COMMAND", GlobalOptions.all.map { entry($0.usage, summary(of: $0), console) })
    section("EXAMPLES", command.examples.map { ["  \(style.name($0.command))", "      \($0.meaning)"] })
    section("EXIT CODES", command.exitCodes.map { entry(String($0.rawValue), $0.meaning, console) })
    lines.removeLast()
    try console.print(lines.joined(separator: "\n"))
  }

  /// The summary of an option with its choices and default.
  static func summary(of option: OptionDefinition) -> String {
    var text = option.summary
    if case .choices(let choices) = option.values { text += " One of \(choices.joined(separator: ", "))." }
    if option.repeats { text += " Repeatable." }
    if let defaultText = option.defaultText { text += " Default: \(defaultText)." }
    return text
  }

  private static func entry(_ term: String, _ meaning: String, column: Int = 30, _ console: Console) -> [String] {
    let wrapped = TextLayout.wrap(meaning, width: min(console.width, 110), indent: column)
    let styled = "  " + console.style.name(term)
    guard term.displayWidth + 4 <= column else { return [styled, wrapped] }
    let padding = String(repeating: " ", count: column - term.displayWidth - 2)
    return [styled + padding + wrapped.drop { $0 == " " }]
  }
}
