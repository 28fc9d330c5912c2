import FalCore
import FalRegistry
import FalRunner

extension RunRequest {
  /// Reads and checks what the words say.
  ///
  /// - Throws: `RunError` of kind `invalid` with all that is wrong with the input, `notFound` without the model.
  static func read(_ invocation: Invocation) async throws -> RunRequest {
    let words = try ModelWords(invocation)
    let endpoint = try invocation.endpoint(named: words.model)
    let base = ModelInput(json: try InputOptions.base(invocation, takesList: true))
    return try await read(endpoint, words.inputs, base: base, invocation)
  }

  /// Changes an input by the words, and checks it.
  static func read(
    _ endpoint: EndpointID,
    _ words: [InputAssignment],
    base: ModelInput,
    _ invocation: Invocation,
    policy: CheckPolicy? = nil
  ) async throws -> RunRequest {
    do throws(RunError) {
      var request = try await RunRequest(
        endpoint,
        words,
        base: base,
        models: try invocation.models(),
        sources: try invocation.inputSources(),
        policy: policy ?? CheckPolicy(invocation)
      )
      if invocation.has(.inline) { request.warnings += request.warningsInline }
      if request.model == nil, !request.warnings.isEmpty {
        let near = try invocation.modelsNear(endpoint.description)
        if !near.isEmpty { request.warnings[0].message += "; did you mean \(near.joined(separator: " or "))?" }
      }
      return request
    } catch {
      throw error.suggestingNames(invocation)
    }
  }

  /// Says what may be wrong with the input.
  func say(_ console: Console) {
    for warning in warnings { console.say(warning: warning.description) }
  }
}

extension CheckPolicy {
  /// As the options say.
  init(_ invocation: Invocation) {
    self.init()
    compares = !invocation.has(.noValidate)
    isStrict = invocation.has(.strict)
    allowsUnknown = invocation.has(.allowUnknown)
    if invocation.has(RemoteModel.option.name) { source = "fal" } else { advice = "; --refresh asks fal for it" }
  }
}

extension RunError {
  /// Somebody who mistyped an option of falkit's sees an unknown input.
  fileprivate func suggestingNames(_ invocation: Invocation) -> RunError {
    var error = self
    let options = (invocation.command.options + GlobalOptions.all).map(\.name.rawValue)
    for issue in issues where issue.rule == ValidationRule.unknownField.rawValue {
      error.suggestions += issue.nearest.map { "\($0)=" }
      guard invocation.inputOptions.contains(issue.field) else { continue }
      let written = String(issue.field.map { $0 == "_" ? "-" : $0 })
      error.suggestions += NearestNames.of(written, among: options).map { "--\($0)" }
    }
    return error
  }
}

extension Invocation {
  /// The models that the command knows.
  func models() throws(RunError) -> KnownModels {
    guard has(RemoteModel.option.name) else { return KnownModels(registry: try registry()) }
    return KnownModels(registry: try registry()) { endpoint async throws(RunError) in
      try await RemoteModel.description(of: endpoint, self).model
    }
  }

  /// Where contents of inputs come from.
  func inputSources() throws(RunError) -> InputSources {
    InputSources(
      store: { () throws(RunError) in try self.requestStore() },
      models: try models(),
      session: session,
      standardInput: { [standardInput] purpose throws(RunError) in try standardInput.read(for: purpose) }
    )
  }
}
