import FalCore
import FalRegistry

/// Completes the inputs of a model: their names, and the values they may have.
struct InputCompletion {
  fileprivate let inputs: [SchemaField]

  init(_ schema: ModelSchema) { inputs = schema.inputs }

  /// `name=` for each input, and after the sign the values it may have.
  func words(_ typed: String) -> [CompletionCandidate] {
    guard let sign = typed.firstIndex(of: "=") else {
      return inputs.map { CompletionCandidate("\($0.name)=", Self.meaning($0)) }
    }
    let name = String(typed[..<sign])
    return values(of: name).map { CompletionCandidate("\(name)=\($0)") }
  }

  /// Type, default and limits: `integer, default 1, 1 to 4`; what must be given says so.
  fileprivate static func meaning(_ input: SchemaField) -> String {
    ([FieldWords.type(input.node)] + (input.isRequired ? ["required"] : []) + FieldWords.facts(input.node))
      .joined(separator: ", ")
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
  var names: [CompletionCandidate] {
    inputs.inputs.filter { input in !options.contains { $0.name.rawValue == input.name } }
      .map { CompletionCandidate("--\($0.name)", InputCompletion.meaning($0)) }
  }

  /// The values of the input whose name was the last word; `nil` when it was none.
  func pendingValues(_ before: [String], _ typed: String) -> [CompletionCandidate]? {
    guard let last = before.last, let name = input(last), inputs.inputs.contains(where: { $0.name == name }) else {
      return nil
    }
    return inputs.values(of: name).filter { $0.hasPrefix(typed) }.map { CompletionCandidate($0) }
  }

  /// For `--image-size=sq`, the whole words.
  func values(_ typed: String) -> [CompletionCandidate] {
    guard let sign = typed.firstIndex(of: "="), let name = input(String(typed[..<sign])) else { return [] }
    return inputs.values(of: name).map { "\(typed[...sign])\($0)" }.filter { $0.hasPrefix(typed) }
      .map { CompletionCandidate($0) }
  }

  /// The input that an option stands for; `nil` when it is an option of falkit.
  private func input(_ word: String) -> String? {
    guard word.hasPrefix("--"), !word.contains("=") else { return nil }
    let name = String(word.dropFirst(2))
    return options.contains { $0.name.rawValue == name } ? nil : String(name.map { $0 == "-" ? "_" : $0 })
  }
}
