import FalCatalog
import FalCore
import FalRegistry
import FalRequests

/// Answers the completion scripts: given the words typed so far, which words can come next.
///
/// The scripts call `falkit __complete WORDS...`, where the last word is the one being typed and may be empty.
enum CompletionEngine {
  static let commandName = "__complete"

  static func run(_ words: [String]) -> ExitCode {
    let candidates = candidates(for: words)
    try? Terminal.write(candidates.map { $0 + "\n" }.joined(), to: .output)
    return .ok
  }

  static func candidates(for words: [String]) -> [String] {
    let typed = words.last ?? ""
    let before = Array(words.dropLast())
    let parser = CommandLineParser(commands: FalkitCommand.commands)
    let parsed = parser.parse(before)
    let level = parsed.command?.subcommands ?? FalkitCommand.commands
    let options = GlobalOptions.all + (parsed.command?.options ?? [])

    if let option = pendingOption(before, options) { return values(option.values, typed, parsed) }
    if typed.hasPrefix("--"), let sign = typed.firstIndex(of: "=") {
      let name = typed[typed.index(typed.startIndex, offsetBy: 2)..<sign]
      guard let option = options.first(where: { $0.name == name }) else { return [] }
      return values(option.values, String(typed[typed.index(after: sign)...]), parsed).map { "--\(name)=\($0)" }
    }
    if typed.hasPrefix("-") { return options.map { "--\($0.name)" }.filter { $0.hasPrefix(typed) } }
    if !level.isEmpty, parsed.arguments.isEmpty { return level.map(\.name).filter { $0.hasPrefix(typed) } }
    guard let command = parsed.command else { return [] }
    let position = min(parsed.arguments.count, command.arguments.count - 1)
    guard position >= 0, parsed.arguments.count < command.arguments.count || command.arguments[position].repeats else {
      return []
    }
    return values(command.arguments[position].values, typed, parsed)
  }

  /// The option whose value is being typed.
  private static func pendingOption(_ before: [String], _ options: [OptionDefinition]) -> OptionDefinition? {
    guard let last = before.last, last.hasPrefix("-"), !before.dropLast().contains("--") else { return nil }
    return options.first { option in
      option.takesValue && (last == "--\(option.name)" || option.short.map { last == "-\($0)" } ?? false)
    }
  }

  private static func values(
    _ source: ValueSource,
    _ typed: String,
    _ parsed: CommandLineParser.Result
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
      case .assignment: assignments(typed, parsed)
      }
    return candidates.filter { $0.hasPrefix(typed) && !$0.unicodeScalars.contains(where: PlainText.isHarmful) }
  }

  private static func registry(_ parsed: CommandLineParser.Result) -> Registry {
    parsed.options.value("registry").flatMap { try? Registry(folder: $0) } ?? FalCatalog.registry
  }

  private static func records(_ parsed: CommandLineParser.Result) -> [EndpointRecord] {
    (try? registry(parsed).records()) ?? []
  }

  /// The requests on this machine, newest first.
  private static func requests() -> [String] {
    guard let store = try? RequestStore() else { return [] }
    let records = try? Waiting.run { try await store.list().records }
    return ["@last"] + (records ?? []).compactMap(\.requestID)
  }

  private static func unique(_ names: [String]) -> [String] { Set(names).sorted() }

  /// The inputs and outputs of the model that is named; without one, the inputs of all models.
  private static func fields(_ parsed: CommandLineParser.Result) -> [String] {
    guard let id = parsed.arguments.first, let record = try? registry(parsed).record(of: id) else {
      return unique(records(parsed).flatMap(\.fields))
    }
    return unique(record.fields + record.outputs)
  }

  /// `name=` for each input of the model, and after the sign the values it may have.
  private static func assignments(_ typed: String, _ parsed: CommandLineParser.Result) -> [String] {
    let registry = registry(parsed)
    guard let id = parsed.arguments.first, let record = try? registry.record(of: id),
      let snapshot = try? registry.snapshot(of: record)
    else { return [] }
    let inputs = ModelSchema(snapshot: snapshot, id: record.id, category: record.category).inputs
    guard let sign = typed.firstIndex(of: "=") else { return inputs.map { "\($0.name)=" } }
    let name = typed[..<sign]
    guard let node = inputs.first(where: { $0.name == name })?.node else { return [] }
    let values = node.choices.map { $0.string ?? $0.text() } + (node.shape == .boolean ? ["true", "false"] : [])
    return values.map { "\(name)=\($0)" }
  }
}
