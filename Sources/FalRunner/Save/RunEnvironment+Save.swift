import FalCore
package import FalRegistry

extension RunEnvironment {
  /// Saves the files of a result.
  ///
  /// - Parameters:
  ///   - outcome: The result.
  ///   - policy: How they are saved.
  ///   - schema: What the model's schema says of its output.
  /// - Returns: What became of them, each.
  /// - Throws: `RequestStoreError`, `RunInterruption`.
  package func save(_ outcome: RunOutcome, _ policy: SavePolicy, schema: SchemaNode?) async throws -> SavedResult {
    let saver = ResultSaver(client: client, store: store, policy: policy, schema: schema)
    let progress: @Sendable (SaveProgress) -> Void = { report(.saving($0)) }
    defer { report(.saved) }
    do {
      guard let record = outcome.record else {
        let context = SaveContext(endpoint: outcome.endpoint, requestID: outcome.requestID, input: outcome.input)
        return try await saver.save(result: outcome.result, context: context, progress: progress)
      }
      return try await saver.save(result: outcome.result, of: record, input: outcome.input, progress: progress)
    } catch is CancellationError {
      throw RunInterruption.notSaved(outcome)
    }
  }
}
