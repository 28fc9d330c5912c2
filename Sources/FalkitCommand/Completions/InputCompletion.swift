import FalCore
import FalRegistry

/// Completes the inputs of a model: their names, and the values they may have.
struct InputCompletion {
  private let inputs: [SchemaField]

  init(_ schema: ModelSchema) { inputs = schema.inputs }

  var names: [String] { inputs.map(\.name) }

  /// `name=` for each input, and after the sign the values it may have.
  func words(_ typed: String) -> [String] {
    guard let sign = typed.firstIndex(of: "=") else { return names.map { "\($0)=" } }
    let name = String(typed[..<sign])
    return values(of: name).map { "\(name)=\($0)" }
  }

  func values(of name: String) -> [String] {
    guard let node = inputs.first(where: { $0.name == name })?.node else { return [] }
    return node.choices.map { $0.string ?? $0.text() } + (node.shape == .boolean ? ["true", "false"] : [])
  }
}

/// Completes inputs that are written as options: `--image-size square`.
struct InputOptionCompletion {
  private let inputs: InputCompletion
  private let options: [OptionDefinition]

  /// `nil` when the command takes no inputs, or no model is named.
  init?(_ parsed: CommandLineParser.Result, _ options: [OptionDefinition]) {
    guard parsed.command?.takesInputs == true, let model = CompletionEngine.model(parsed) else { return nil }
    inputs = InputCompletion(model)
    self.options = options
  }

  /// `--prompt` and so on, without those whose names are options of falkit.
  var names: [String] {
    inputs.names.filter { name in !options.contains { $0.name.rawValue == name } }.map { "--\($0)" }
  }

  /// The values of the input whose name was the last word; `nil` when it was none.
  func pendingValues(_ before: [String], _ typed: String) -> [String]? {
    guard let last = before.last, let name = input(last), inputs.names.contains(name) else { return nil }
    return inputs.values(of: name).filter { $0.hasPrefix(typed) }
  }

  /// For `--image-size=sq`, the whole words.
  func values(_ typed: String) -> [String] {
    guard let sign = typed.firstIndex(of: "="), let name = input(String(typed[..<sign])) else { return [] }
    return inputs.values(of: name).map { "\(typed[...sign])\($0)" }.filter { $0.hasPrefix(typed) }
  }

  /// The input that an option stands for; `nil` when it is an option of falkit.
  private func input(_ word: String) -> String? {
    guard word.hasPrefix("--"), !word.contains("=") else { return nil }
    let name = String(word.dropFirst(2))
    return options.contains { $0.name.rawValue == name } ? nil : String(name.map { $0 == "-" ? "_" : $0 })
  }
}
