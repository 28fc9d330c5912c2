import FalRegistry
import FalRunner

/// Finds the command and its options in a list of words.
///
/// Options and arguments may come in any order, `--` ends the options, and an option that takes a value always takes the
/// next word, whatever it looks like.
struct CommandLineParser {
  struct Result {
    var path: [String] = []
    var command: CommandDefinition?
    var arguments: [String] = []
    var options = ParsedOptions()
    /// The names of the inputs that were written as options: `--prompt`.
    var inputOptions: [String] = []
    /// Words that look like options and are none, with what to say about them.
    var problems: [RunError] = []
  }

  let commands: [CommandDefinition]

  func parse(_ words: [String]) -> Result {
    var result = Result()
    var rest = words[...]
    var onlyArguments = false
    while let word = rest.popFirst() {
      if onlyArguments || word == "-" || !word.hasPrefix("-") {
        take(word, into: &result)
      } else if word == "--" {
        onlyArguments = true
      } else if word.hasPrefix("--") {
        takeLong(word.dropFirst(2), &rest, into: &result)
      } else {
        takeShort(word.dropFirst(), &rest, into: &result)
      }
    }
    return result
  }

  private func take(_ word: String, into result: inout Result) {
    let level = result.command?.subcommands ?? commands
    if result.arguments.isEmpty, let command = level.first(where: { $0.name == word }) {
      result.command = command
      result.path.append(word)
    } else {
      result.arguments.append(word)
    }
  }

  private func takeLong(_ text: Substring, _ rest: inout ArraySlice<String>, into result: inout Result) {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let name = String(parts[0])
    guard let option = options(of: result).first(where: { $0.name.rawValue == name }) else {
      if result.command?.takesInputs == true, let input = InputPath.leading(name), input.rest.isEmpty {
        takeInput(name, parts.count == 2 ? String(parts[1]) : rest.popFirst(), into: &result)
        return
      }
      let known = options(of: result).map(\.name.rawValue)
      let nearest = NearestOptions.of(name, among: known)
      result.problems.append(.usage("unknown option --\(name)", suggestions: nearest, hint: help(result)))
      return
    }
    if option.takesValue {
      if parts.count == 2 {
        result.options.add(option.name, String(parts[1]))
      } else {
        takeValue(of: option, &rest, into: &result)
      }
    } else if parts.count == 2 {
      result.problems.append(.usage("--\(name) takes no value", hint: help(result)))
    } else {
      result.options.add(option.name)
    }
  }

  /// An option that is none of falkit's is an input of the model.
  private func takeInput(_ name: String, _ value: String?, into result: inout Result) {
    guard let value else {
      let known = options(of: result).map(\.name.rawValue)
      result.problems.append(
        .usage(
          "--\(name) is no option of falkit, and as an input it needs a value",
          suggestions: NearestOptions.of(name, among: known),
          hint: help(result)
        )
      )
      return
    }
    let input = String(name.map { $0 == "-" ? "_" : $0 })
    result.inputOptions.append(input)
    result.arguments.append("\(input)=\(value)")
  }

  private func takeShort(_ text: Substring, _ rest: inout ArraySlice<String>, into result: inout Result) {
    var letters = text
    while let letter = letters.popFirst() {
      guard let option = options(of: result).first(where: { $0.short == letter }) else {
        result.problems.append(.usage("unknown option -\(letter)", hint: help(result)))
        return
      }
      guard option.takesValue else {
        result.options.add(option.name)
        continue
      }
      if letters.isEmpty {
        takeValue(of: option, &rest, into: &result)
      } else {
        result.options.add(option.name, String(letters.first == "=" ? letters.dropFirst() : letters))
      }
      return
    }
  }

  private func takeValue(of option: OptionDefinition, _ rest: inout ArraySlice<String>, into result: inout Result) {
    if let value = rest.popFirst() {
      result.options.add(option.name, value)
    } else {
      result.problems.append(.usage("--\(option.name) needs a value: \(option.usage)", hint: help(result)))
    }
  }

  /// The options that are known at this point.
  ///
  /// Those of all commands count before the command is named, so that the order of words does not matter.
  private func options(of result: Result) -> [OptionDefinition] {
    GlobalOptions.all + (result.command.map { $0.options } ?? commands.flatMap(\.options))
  }

  private func help(_ result: Result) -> String {
    (["falkit"] + result.path + ["--help"]).joined(separator: " ")
  }
}

extension CommandDefinition {
  /// Checks what was given against the declaration.
  func check(_ arguments: [String], _ options: ParsedOptions, path: [String]) throws(RunError) {
    let help = (["falkit"] + path + ["--help"]).joined(separator: " ")
    let least = self.arguments.count { !$0.isOptional }
    if arguments.count < least {
      throw .usage(
        "\(self.arguments[arguments.count].name) is missing: \(usage(path))",
        hint: help
      )
    }
    if arguments.count > self.arguments.count, self.arguments.last?.repeats != true {
      throw .usage(
        "unexpected argument \(ShownArgument.quoted(arguments[self.arguments.count])): \(usage(path))",
        hint: help
      )
    }
    let known = self.options + GlobalOptions.all
    for name in options.names where !known.contains(where: { $0.name == name }) {
      throw .usage("\(path.joined(separator: " ")) has no option --\(name)", hint: help)
    }
    for option in known {
      let values = options.values(option.name)
      if values.count > 1, option.takesValue, !option.repeats {
        throw .usage("--\(option.name) is given \(values.count) times, and takes one value", hint: help)
      }
      if case .file = option.values, values.contains("") {
        throw .usage("--\(option.name) needs a value, and is empty", hint: help)
      }
      guard case .choices(let choices) = option.values else { continue }
      for value in values where !choices.contains(value) {
        throw .usage(
          "--\(option.name) takes \(choices.joined(separator: ", ")), not '\(value)'",
          suggestions: NearestNames.of(value, among: choices),
          hint: help
        )
      }
    }
  }
}

/// Options that a mistyped one may stand for.
enum NearestOptions {
  /// What other tools call what falkit calls otherwise.
  private static let otherNames: [String: OptionName] = [
    "async": .noWait, "background": .noWait, "detach": .noWait, "nowait": .noWait, "out": .output, "outfile": .output,
    "dir": .output, "concurrency": .inFlight, "parallel": .inFlight, "workers": .inFlight, "continue": .resume,
    "retry": .resume, "save": .download, "api-key": .keyFile, "token": .keyFile, "silent": .quiet, "check": .dryRun,
    "no-colour": .color, "no-color": .color, "max-time": .timeout, "wait-timeout": .timeout, "price": .estimate,
    "cost": .estimate, "csv": .format,
  ]

  static func of(_ name: String, among known: [String]) -> [String] {
    let other = otherNames[name.lowercased()].flatMap { known.contains($0.rawValue) ? $0.rawValue : nil }
    let near = NearestNames.of(name, among: known).filter { $0 != other }
    return ([other].compactMap(\.self) + near).map { "--\($0)" }
  }
}
