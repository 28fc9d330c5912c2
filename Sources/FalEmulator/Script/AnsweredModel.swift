import FalCatalog
import FalCore
import FalRegistry
import FalSystem

/// Runs a script, or closures, in place of the models for which there are some, and another model for the rest.
final class AnsweredModel: EmulatedModel {
  typealias Answer = @Sendable (JSON) throws -> JSON

  private let answers = Lock<[EndpointID: Answer]>([:])
  private let other: any EmulatedModel
  private let script: ScriptPlayer?
  private let allowsAny: Bool
  private let isStopped = Monitor(false)

  init(_ other: any EmulatedModel, script: EmulatorScript? = nil, allowsAny: Bool = false) {
    self.other = other
    self.script = script.map(ScriptPlayer.init)
    self.allowsAny = allowsAny
  }

  /// Ends all waits, until it is resumed.
  func stop() { isStopped.update { $0 = true } }

  func resume() { isStopped.update { $0 = false } }

  /// What the script says of a request, which it counts.
  func plan(_ endpoint: EndpointID, _ input: JSON) -> EmulatorScript.Answer? { script?.next(endpoint, input) }

  var catalog: Registry { other.catalog }

  func answer(_ endpoint: EndpointID, _ answer: @escaping Answer) {
    answers.withLock { $0[endpoint] = answer }
  }

  /// Whether it is there by the user's own will, and so can be asked in every way.
  func isOnesOwn(_ endpoint: EndpointID) -> Bool {
    hasAnswer(endpoint) || script?.knows(endpoint) == true || allowsAny && (try? other.accept(endpoint)) == nil
  }

  private func hasAnswer(_ endpoint: EndpointID) -> Bool { answers.withLock { $0[endpoint] != nil } }

  func accept(_ endpoint: EndpointID) throws(ModelFailure) {
    guard !hasAnswer(endpoint), script?.knows(endpoint) != true, !allowsAny else { return }
    try other.accept(endpoint)
  }

  func output(of endpoint: EndpointID, input: JSON, files: EmulatedFiles) throws(ModelFailure) -> JSON {
    let plan = plan(endpoint, input)
    if let duration = plan?.duration { _ = isStopped.wait(atMost: duration) { $0 ? true : nil } }
    return try output(of: endpoint, input: input, files: files, plan: plan)
  }

  /// The output as the script says, which is nothing for most.
  func output(
    of endpoint: EndpointID,
    input: JSON,
    files: EmulatedFiles,
    plan: EmulatorScript.Answer?
  ) throws(ModelFailure) -> JSON {
    switch plan?.outcome {
    case .output(let output)?: return ScriptFiles.served(output, from: script?.folder, by: files)
    case .failure(let failure)?: throw failure
    case .model?, nil: break
    }
    guard let answer = answers.withLock({ $0[endpoint] }) else {
      if allowsAny, (try? other.accept(endpoint)) == nil { return ["echo": input] }
      return try other.output(of: endpoint, input: input, files: files)
    }
    do {
      return try answer(input)
    } catch let failure as ModelFailure {
      throw failure
    } catch {
      throw ModelFailure(status: 500, body: ["detail": .string("\(error)"), "error_type": "internal_error"])
    }
  }

  func stream(of endpoint: EndpointID, input: JSON, files: EmulatedFiles) throws(ModelFailure) -> [JSON] {
    let isOther = !hasAnswer(endpoint) && script?.knows(endpoint) != true
    if isOther, !allowsAny || (try? other.accept(endpoint)) != nil {
      return try other.stream(of: endpoint, input: input, files: files)
    }
    return [try output(of: endpoint, input: input, files: files)]
  }
}
