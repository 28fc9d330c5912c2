import FalCatalog
import FalCore
import FalRegistry
import FalRequests
import FalRunner

/// Answers the completion scripts: given the words typed so far, which words can come next.
///
/// The scripts call `falkit __complete WORDS...`, where the last word is the one being typed and may be empty.
enum CompletionEngine {
  static let commandName = "__complete"

  static func run(_ words: [String], _ commands: [CommandDefinition]) -> ExitCode {
    let candidates = candidates(for: words, commands)
    try? Terminal.write(candidates.map { $0 + "\n" }.joined(), to: .output)
    return .ok
  }

  static func candidates(for words: [String], _ commands: [CommandDefinition]) -> [String] {
    let typed = words.last ?? ""
    let before = Array(words.dropLast())
    let parser = CommandLineParser(commands: commands)
    let parsed = parser.parse(before)
    let level = parsed.command?.subcommands ?? commands
    let options = GlobalOptions.all + (parsed.command?.options ?? [])

    let isOptionNext = !before.contains("--")
    if isOptionNext, let option = pendingOption(before, options) {
      return values(option.values, typed, parsed, commands)
    }
    let inputs = isOptionNext ? InputOptionCompletion(parsed, options) : nil
    if let values = inputs?.pendingValues(before, typed) { return offered(values) }
    if isOptionNext, typed.hasPrefix("--"), let sign = typed.firstIndex(of: "=") {
      let name = typed[typed.index(typed.startIndex, offsetBy: 2)..<sign]
      guard let option = options.first(where: { $0.name.rawValue == name }) else {
        return offered(inputs?.values(typed) ?? [])
      }
      return values(option.values, String(typed[typed.index(after: sign)...]), parsed, commands).map {
        "--\(name)=\($0)"
      }
    }
    if isOptionNext, typed.hasPrefix("-") {
      return offered((options.map { "--\($0.name)" } + (inputs?.names ?? [])).filter { $0.hasPrefix(typed) })
    }
    if !level.isEmpty, parsed.arguments.isEmpty { return level.map(\.name).filter { $0.hasPrefix(typed) } }
    guard let command = parsed.command, let source = source(of: command, parsed.arguments, typed) else { return [] }
    return values(source, typed, parsed, commands)
  }

  /// What the word that is typed may be, by its position.
  ///
  /// Inputs of a model may stand anywhere, so that they do not count.
  private static func source(of command: CommandDefinition, _ arguments: [String], _ typed: String) -> ValueSource? {
    if command.takesInputs, InputAssignment(typed) != nil { return .assignment }
    let count = command.takesInputs ? arguments.count { InputAssignment($0) == nil } : arguments.count
    let position = min(count, command.arguments.count - 1)
    guard position >= 0, count < command.arguments.count || command.arguments[position].repeats else { return nil }
    return command.arguments[position].values
  }

  /// The option whose value is being typed.
  private static func pendingOption(_ before: [String], _ options: [OptionDefinition]) -> OptionDefinition? {
    guard let last = before.last, last.hasPrefix("-") else { return nil }
    return options.first { option in
      option.takesValue && (last == "--\(option.name)" || option.short.map { last == "-\($0)" } ?? false)
    }
  }

  private static func values(
    _ source: ValueSource,
    _ typed: String,
    _ parsed: CommandLineParser.Result,
    _ commands: [CommandDefinition]
  ) -> [String] {
    let candidates: [String] =
      switch source {
      case .text, .file: []
      case .choices(let choices): choices
      case .endpoint: records(parsed).map(\.id)
      case .category: unique(records(parsed).map(\.category))
      case .owner: unique(records(parsed).map(\.owner))
      case .field: fields(parsed)
      case .request: requests()
      case .command: names(below: parsed.arguments, commands)
      case .settingValue: settingValues(parsed.arguments)
      case .assignment: model(parsed).map { InputCompletion($0).words(typed) } ?? []
      }
    return offered(candidates.filter { $0.hasPrefix(typed) })
  }

  /// Names come from a registry, and go to a terminal.
  private static func offered(_ candidates: [String]) -> [String] {
    candidates.filter { !$0.unicodeScalars.contains(where: PlainText.isHarmful) }
  }

  private static func registry(_ parsed: CommandLineParser.Result) -> Registry {
    (try? Settings(parsed.options).registryFolder).flatMap { try? Registry(folder: $0) } ?? UserRegistry.current
      ?? FalCatalog.registry
  }

  private static func records(_ parsed: CommandLineParser.Result) -> [EndpointRecord] {
    (try? registry(parsed).records()) ?? []
  }

  /// The newest requests on this machine: more than anybody looks through, and few enough to be read while somebody types.
  private static func requests() -> [String] {
    guard let records = try? RequestStore().newest(200) else { return [] }
    return ["@last"] + records.compactMap(\.requestID)
  }

  private static func unique(_ names: [String]) -> [String] { Set(names).sorted() }

  /// The inputs and outputs of the model that is named; without one, the inputs of all models.
  private static func fields(_ parsed: CommandLineParser.Result) -> [String] {
    guard let command = parsed.command, let id = NamedModel.of(command, parsed.arguments),
      let record = try? registry(parsed).record(of: id)
    else { return unique(records(parsed).flatMap(\.fields)) }
    return unique(record.fields + record.outputs)
  }

  private static func names(below words: [String], _ commands: [CommandDefinition]) -> [String] {
    var level = commands
    for word in words { level = level.first { $0.name == word }?.subcommands ?? [] }
    return level.map(\.name)
  }

  private static func settingValues(_ words: [String]) -> [String] {
    switch Setting.all.first(where: { $0.name == words.first })?.kind {
    case .choice(let words): words
    case .flag: ["true", "false"]
    default: []
    }
  }

  /// What the model that is named takes.
  static func model(_ parsed: CommandLineParser.Result) -> ModelSchema? {
    let registry = registry(parsed)
    guard let command = parsed.command, let id = NamedModel.of(command, parsed.arguments),
      let record = try? registry.record(of: id), let snapshot = try? registry.snapshot(of: record)
    else { return nil }
    return ModelSchema(snapshot: snapshot, id: record.id, category: record.category)
  }
}
