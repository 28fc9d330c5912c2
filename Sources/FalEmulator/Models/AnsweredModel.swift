import FalCatalog
import FalCore
import FalRegistry
import FalSystem

/// Runs closures in place of the models for which there are some, and another model for the rest.
final class AnsweredModel: EmulatedModel {
  typealias Answer = @Sendable (JSON) throws -> JSON

  private let answers = Lock<[EndpointID: Answer]>([:])
  private let other: any EmulatedModel

  init(_ other: any EmulatedModel) {
    self.other = other
  }

  var catalog: Registry { other.catalog }

  func answer(_ endpoint: EndpointID, _ answer: @escaping Answer) {
    answers.withLock { $0[endpoint] = answer }
  }

  func hasAnswer(_ endpoint: EndpointID) -> Bool { answers.withLock { $0[endpoint] != nil } }

  func accept(_ endpoint: EndpointID) throws(ModelFailure) {
    if answers.withLock({ $0[endpoint] }) == nil { try other.accept(endpoint) }
  }

  func output(of endpoint: EndpointID, input: JSON, files: EmulatedFiles) throws(ModelFailure) -> JSON {
    guard let answer = answers.withLock({ $0[endpoint] }) else {
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
    if answers.withLock({ $0[endpoint] }) == nil {
      return try other.stream(of: endpoint, input: input, files: files)
    }
    return [try output(of: endpoint, input: input, files: files)]
  }
}
