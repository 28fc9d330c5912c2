import FalCore
import FalMedia
import FalRegistry
import FalSystem

/// What a command line asks of a model: which one, and an input that was read and checked.
///
/// Nothing was sent yet.
struct ModelCall: Sendable {
  let endpoint: EndpointID
  /// What the registry knows of it; `nil` for a model that it does not have, such as a private one.
  let model: ModelDescription?
  let input: ModelInput
  /// What came from standard input for one of the files.
  let standardInput: [UInt8]
  /// What may be wrong with the input.
  let warnings: [InputIssue]

  /// Reads and checks what the words say.
  ///
  /// - Throws: `CommandError`: exit code 65 with all that is wrong with the input, 66 without the model.
  init(_ invocation: Invocation) throws(CommandError) {
    let words = try ModelWords(invocation)
    let endpoint = try invocation.endpoint(named: words.model)
    let base = ModelInput(json: try InputOptions.base(invocation, takesList: true))
    try self.init(endpoint, words.inputs, base: base, invocation)
  }

  /// Changes an input by the words of the command line, and checks it.
  ///
  /// - Throws: `CommandError` with exit code 65 and all that is wrong with the input.
  init(
    _ endpoint: EndpointID,
    _ words: [InputWord],
    base: ModelInput,
    _ invocation: Invocation
  ) throws(CommandError) {
    let model = try invocation.inputDescription(of: endpoint)
    var builder = InputBuilder(
      base: base,
      schema: model?.schema.input ?? .anything,
      sources: InputBuilder.Sources(invocation)
    )
    for word in words { try builder.apply(word) }
    try self.init(endpoint, model, builder, invocation)
  }

  /// Checks an input that was put together.
  ///
  /// - Throws: `CommandError` with exit code 65 and all that is wrong with the input.
  init(
    _ endpoint: EndpointID,
    _ model: ModelDescription?,
    _ builder: InputBuilder,
    _ invocation: Invocation
  ) throws(CommandError) {
    self.endpoint = endpoint
    self.model = model
    input = builder.input
    standardInput =
      input.files.values.contains(.standardInput) ? try invocation.standardInput.read(for: "file of the input") : []
    let issues = builder.issues + (try Self.check(input, standardInput, model, endpoint, builder.issues, invocation))
    warnings = issues.filter { $0.severity == .warning }
    let problems = invocation.has("strict") ? issues : issues.filter { $0.severity == .error }
    if !problems.isEmpty { throw Self.refusal(problems, endpoint, model, invocation) }
  }

  private static func check(
    _ input: ModelInput,
    _ standardInput: [UInt8],
    _ model: ModelDescription?,
    _ endpoint: EndpointID,
    _ known: [InputIssue],
    _ invocation: Invocation
  ) throws(CommandError) -> [InputIssue] {
    if invocation.has("no-validate") { return [] }
    guard let model, model.schema.describesInput else {
      let source = invocation.has(RemoteModel.option.name) ? "fal" : "the registry"
      let hint = model == nil && source != "fal" ? "; --refresh asks fal for it" : ""
      let message = "\(source) has no schema of \(endpoint)'s input, so that it is not checked\(hint)"
      return [InputIssue(field: "", rule: "schema-missing", severity: .warning, message: message)]
    }
    let validator = model.model.validator
    let issues = validator.issues(in: input.json, files: facts(of: input, standardInput))
    let places = Set(known.map(\.field))
    return issues.compactMap { issue in
      var shown = InputIssue(issue)
      if issue.rule == .unknownField, invocation.has("allow-unknown") { shown.severity = .warning }
      return places.contains(shown.field) ? nil : shown
    }
  }

  /// What the local files are, by their headers; of those that cannot be read there is an issue already.
  private static func facts(of input: ModelInput, _ standardInput: [UInt8]) -> [ModelInput.Place: MediaFacts] {
    var facts: [ModelInput.Place: MediaFacts] = [:]
    for (place, file) in input.files {
      switch file {
      case .file(let path): facts[place] = try? MediaProbe.facts(ofFile: path)
      case .standardInput: facts[place] = MediaProbe.facts(of: standardInput)
      }
    }
    return facts
  }

  private static func refusal(
    _ problems: [InputIssue],
    _ endpoint: EndpointID,
    _ model: ModelDescription?,
    _ invocation: Invocation
  ) -> CommandError {
    let message =
      problems.count == 1
      ? problems[0].description : "\(problems.count) problems with the input of \(endpoint)"
    var error = CommandError(
      .invalid,
      message,
      endpointID: endpoint.description,
      hint: "falkit model-info \(Shell.quoted(endpoint.description))"
    )
    error.issues = problems
    // Somebody who mistyped an option of falkit's sees an unknown input.
    let options = (invocation.command.options + GlobalOptions.all).map(\.name)
    for problem in problems where problem.rule == ValidationRule.unknownField.rawValue {
      let fields = NearestNames.of(problem.field, among: model?.schema.inputs.map(\.name) ?? [])
      error.suggestions += fields.map { "\($0)=" }
      guard invocation.inputOptions.contains(problem.field) else { continue }
      let written = String(problem.field.map { $0 == "_" ? "-" : $0 })
      error.suggestions += NearestNames.of(written, among: options).map { "--\($0)" }
    }
    return error
  }
}

extension InputBuilder.Sources {
  init(_ invocation: Invocation) {
    text = { path throws(CommandError) in
      path == "-"
        ? try InputFile.text(try invocation.standardInput.read(for: "text of the input"), "standard input")
        : try InputFile.text(of: UserFolder.expanding(path))
    }
    hasFile = InputFile.exists
    media = { request, kind throws(CommandError) in try RequestMedia(request, invocation).addresses(kind) }
  }
}

extension SchemaNode {
  /// A value of which nothing is known.
  static let anything = ModelSchema(snapshot: [:], id: "", category: "").input
}
