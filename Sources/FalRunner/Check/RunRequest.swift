package import FalCore
import FalMedia
package import FalRegistry
import FalSystem

/// How an input is checked before anything is sent.
package struct CheckPolicy: Sendable {
  /// Whether it is compared with the model's schema.
  package var compares = true
  /// Whether warnings count as errors.
  package var isStrict = false
  /// Whether inputs that the schema does not have are only warned of.
  package var allowsUnknown = false
  /// Who was asked what the model takes, as messages call it.
  package var source = "the registry"
  /// How a model can become known that is not, as the end of a message; empty where it cannot.
  package var advice = ""

  package init() {}
}

/// What is asked of a model: which one, and an input that was read and checked.
///
/// Nothing was sent yet.
package struct RunRequest: Sendable {
  package let endpoint: EndpointID
  /// What is known of it; `nil` for a model that nobody knows, such as a private one.
  package let model: RegisteredModel?
  package let input: ModelInput
  /// What came from standard input for one of the files.
  let standardInput: [UInt8]
  /// What may be wrong with the input.
  package var warnings: [InputIssue]

  /// Changes an input as people write it, and checks it.
  ///
  /// - Throws: `RunError` of kind `invalid` with all that is wrong with the input.
  package init(
    _ endpoint: EndpointID,
    _ assignments: [InputAssignment],
    base: ModelInput,
    models: KnownModels,
    sources: InputSources,
    policy: CheckPolicy
  ) async throws(RunError) {
    let model = try await models.forInput(endpoint)
    var builder = InputBuilder(base: base, schema: model?.schema.input ?? .anything, sources: sources)
    for assignment in assignments { try await builder.apply(assignment) }
    try self.init(endpoint, model, builder, sources: sources, policy)
  }

  /// Checks an input that was put together.
  ///
  /// - Throws: `RunError` of kind `invalid` with all that is wrong with the input.
  package init(
    _ endpoint: EndpointID,
    _ model: RegisteredModel?,
    _ builder: InputBuilder,
    sources: InputSources?,
    _ policy: CheckPolicy
  ) throws(RunError) {
    self.endpoint = endpoint
    self.model = model
    input = builder.input
    let readsStandardInput = input.files.values.contains(.standardInput)
    standardInput = readsStandardInput ? try sources?.standardInput?("file of the input") ?? [] : []
    let issues = builder.issues + Self.check(input, standardInput, model, endpoint, builder.issues, policy)
    warnings = issues.filter { $0.severity == .warning }
    let problems = policy.isStrict ? issues : issues.filter { $0.severity == .error }
    if !problems.isEmpty { throw RunError(problems, with: endpoint) }
  }

  private static func check(
    _ input: ModelInput,
    _ standardInput: [UInt8],
    _ model: RegisteredModel?,
    _ endpoint: EndpointID,
    _ known: [InputIssue],
    _ policy: CheckPolicy
  ) -> [InputIssue] {
    if !policy.compares { return [] }
    guard let model, model.schema.describesInput else {
      let advice = model == nil ? policy.advice : ""
      let message = "\(policy.source) has no schema of \(endpoint)'s input, so that it is not checked\(advice)"
      return [InputIssue(field: "", rule: "schema-missing", severity: .warning, message: message)]
    }
    let issues = model.validator.issues(in: input.json, files: facts(of: input, standardInput))
    let places = Set(known.map(\.field))
    return issues.compactMap { issue in
      var shown = InputIssue(issue)
      if issue.rule == .unknownField {
        if policy.allowsUnknown { shown.severity = .warning }
        shown.nearest = NearestFields.of(shown.field, among: model.schema.inputs.filter { input.json[$0.name].isNull })
      }
      return places.contains(shown.field) ? nil : shown
    }
  }

  /// What the local files are, by their headers; of those that cannot be read there is an issue already.
  private static func facts(of input: ModelInput, _ standardInput: [UInt8]) -> [JSONPath: MediaFacts] {
    var facts: [JSONPath: MediaFacts] = [:]
    for (place, file) in input.files {
      switch file {
      case .file(let path): facts[place] = try? MediaProbe.facts(ofFile: path)
      case .standardInput: facts[place] = MediaProbe.facts(of: standardInput)
      }
    }
    return facts
  }
}

extension RunRequest {
  /// What fal advises against where local files are to stand in the input themselves: those above 8 MB.
  package var warningsInline: [InputIssue] {
    input.files.sorted(on: \.key.place).compactMap { place, file in
      let count =
        switch file {
        case .file(let path): FilePath.length(path) ?? 0
        case .standardInput: standardInput.count
        }
      guard count > 8 << 20 else { return nil }
      let message = "\(file.name) has \(count >> 20) MB, which is much for a data URI; without --inline it is uploaded"
      return InputIssue(field: place.place, rule: "large-data-uri", severity: .warning, message: message)
    }
  }
}

extension RunError {
  /// All that is wrong with an input.
  fileprivate init(_ problems: [InputIssue], with endpoint: EndpointID) {
    self.init(
      .invalid,
      problems.count == 1
        ? problems[0].description : "\(problems.count) problems with the input of \(endpoint)",
      endpointID: endpoint.description,
      remedy: .describe(model: endpoint.description)
    )
    issues = problems
  }
}

extension SchemaNode {
  /// A value of which nothing is known.
  package static let anything = ModelSchema(snapshot: [:], id: "", category: "").input
}
