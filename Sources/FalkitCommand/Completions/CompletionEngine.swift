import FalCatalog
import FalCore
import FalRegistry
import FalRequests
import FalRunner

/// A word that can come next, and what it means where a shell can show that.
struct CompletionCandidate: Sendable, Equatable {
  var word: String
  var meaning: String?

  init(_ word: String, _ meaning: String? = nil) {
    self.word = word
    self.meaning = meaning
  }
}

/// Answers the completion scripts: given the words typed so far, which words can come next.
///
/// The scripts call `falkit __complete WORDS...`, where the last word is the one being typed and may be empty. With
/// `__describe` in place of `__complete`, a tab and the meaning follow each word that has one.
enum CompletionEngine {
  static func isQuestion(_ word: String?) -> Bool { word == "__complete" || word == "__describe" }

  static func run(_ words: [String], _ commands: [CommandDefinition]) -> ExitCode {
    let describes = words.first == "__describe"
    let lines = candidates(for: Array(words.dropFirst()), commands).map { candidate in
      candidate.word + (describes ? candidate.meaning.map { "\t\($0)" } ?? "" : "") + "\n"
    }
    try? Terminal.write(lines.joined(), to: .output)
    return .ok
  }

  static func candidates(for words: [String], _ commands: [CommandDefinition]) -> [CompletionCandidate] {
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
        CompletionCandidate("--\(name)=\($0.word)", $0.meaning)
      }
    }
    if isOptionNext, typed.hasPrefix("-") {
      let options = options.map { CompletionCandidate("--\($0.name)", $0.summary) }
      return offered((options + (inputs?.names ?? [])).filter { $0.word.hasPrefix(typed) })
    }
    if !level.isEmpty, parsed.arguments.isEmpty {
      return level.filter { $0.name.hasPrefix(typed) }.map { CompletionCandidate($0.name, $0.summary) }
    }
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
  ) -> [CompletionCandidate] {
    let candidates: [CompletionCandidate] =
      switch source {
      case .text, .file: []
      case .choices(let choices): choices.map { CompletionCandidate($0) }
      case .endpoint: records(parsed).map { CompletionCandidate($0.id, $0.category) }
      case .category: unique(records(parsed).map(\.category)).map { CompletionCandidate($0) }
      case .owner: unique(records(parsed).map(\.owner)).map { CompletionCandidate($0) }
      case .field: fields(parsed).map { CompletionCandidate($0) }
      case .request: requests()
      case .command: subcommands(of: parsed.arguments, commands).map { CompletionCandidate($0.name, $0.summary) }
      case .settingValue: settingValues(parsed.arguments).map { CompletionCandidate($0) }
      case .assignment: model(parsed).map { InputCompletion($0).words(typed) } ?? []
      }
    return offered(candidates.filter { $0.word.hasPrefix(typed) })
  }

  /// Names come from a registry, and go to a terminal.
  private static func offered(_ candidates: [CompletionCandidate]) -> [CompletionCandidate] {
    func isHarmful(_ text: String) -> Bool { text.unicodeScalars.contains(where: PlainText.isHarmful) }
    return candidates.filter { !isHarmful($0.word) && !isHarmful($0.meaning ?? "") }
  }

  private static func registry(_ parsed: CommandLineParser.Result) -> Registry {
    (try? Settings(parsed.options).registryFolder).flatMap { try? Registry(folder: $0) } ?? UserRegistry.current
      ?? FalCatalog.registry
  }

  private static func records(_ parsed: CommandLineParser.Result) -> [EndpointRecord] {
    (try? registry(parsed).records()) ?? []
  }

  /// The newest requests on this machine: more than anybody looks through, and few enough to be read while somebody types.
  private static func requests() -> [CompletionCandidate] {
    guard let records = try? RequestStore().newest(200) else { return [] }
    return [CompletionCandidate("@last")]
      + records.compactMap { record in record.requestID.map { CompletionCandidate($0, record.endpoint.description) } }
  }

  private static func unique(_ names: [String]) -> [String] { Set(names).sorted() }

  /// The inputs and outputs of the model that is named; without one, the inputs of all models.
  private static func fields(_ parsed: CommandLineParser.Result) -> [String] {
    guard let command = parsed.command, let id = NamedModel.of(command, parsed.arguments),
      let record = try? registry(parsed).record(of: id)
    else { return unique(records(parsed).flatMap(\.fields)) }
    return unique(record.fields + record.outputs)
  }

  private static func subcommands(of words: [String], _ commands: [CommandDefinition]) -> [CommandDefinition] {
    var level = commands
    for word in words { level = level.first { $0.name == word }?.subcommands ?? [] }
    return level
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
