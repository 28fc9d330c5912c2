package import FalCore
package import FalRegistry
package import FalRequests
import FalStorage
import FalSystem

/// Saves the files of results, several at a time; one that fails does not stop the others.
package struct ResultSaver: Sendable {
  let client: FalClient
  let store: RequestStore?
  let policy: SavePolicy
  /// What the model's schema says of its output.
  let schema: SchemaNode?

  package init(
    client: FalClient,
    store: RequestStore? = nil,
    policy: SavePolicy = SavePolicy(),
    schema: SchemaNode? = nil
  ) {
    self.client = client
    self.store = store
    self.policy = policy
    self.schema = schema
  }

  /// Saves the files of a request's result, each once among all processes, and takes that down in its record.
  ///
  /// While another process saves them this waits, and then finds them saved.
  ///
  /// - Parameters:
  ///   - result: The result.
  ///   - record: The request.
  ///   - input: What was sent; `nil` for what is kept of it.
  ///   - progress: Is told how far it has come.
  /// - Returns: What became of each.
  /// - Throws: `RequestStoreError`, `CancellationError`.
  package func save(
    result: JSON,
    of record: RequestRecord,
    input: JSON? = nil,
    progress: (@Sendable (SaveProgress) -> Void)? = nil
  ) async throws -> SavedResult {
    let context = SaveContext(record, input: try input ?? store?.input(of: record.id))
    guard let store else { return try await save(result: result, context: context, progress: progress) }
    while true {
      let saved = try await store.saving(record.id) { record, notes in
        try await save(result: result, context: context, saved: record.files, notes: notes, progress)
      }
      if let saved {
        if saved.failures.isEmpty { store.finish(record.id) }
        return saved
      }
      try await Task.sleep(for: .milliseconds(100))
    }
  }

  /// Saves the files of a result of which there is no record.
  ///
  /// - Throws: `CancellationError`.
  func save(
    result: JSON,
    context: SaveContext,
    progress: (@Sendable (SaveProgress) -> Void)? = nil
  ) async throws -> SavedResult {
    try await save(result: result, context: context, saved: [], notes: nil, progress)
  }

  /// Saves what is at some addresses.
  ///
  /// - Throws: `CancellationError`.
  package func save(
    addresses: [String],
    progress: (@Sendable (SaveProgress) -> Void)? = nil
  ) async throws -> SavedResult {
    let files = addresses.map { ResultFile(field: $0, url: $0) }
    return try await save(files, result: .null, context: SaveContext(endpoint: nil), saved: [], notes: nil, progress)
  }

  private func save(
    result: JSON,
    context: SaveContext,
    saved: [SavedFile],
    notes: SavedFileNotes?,
    _ progress: (@Sendable (SaveProgress) -> Void)?
  ) async throws -> SavedResult {
    var files = ResultFiles.all(in: result, schema: schema)
    // A text is saved for those who have said where to; others want to read it.
    if files.isEmpty, policy.isDestinationGiven { files = [ResultText.file(of: result)].compactMap(\.self) }
    return try await save(files, result: result, context: context, saved: saved, notes: notes, progress)
  }

  private func save(
    _ files: [ResultFile],
    result: JSON,
    context: SaveContext,
    saved: [SavedFile],
    notes: SavedFileNotes?,
    _ progress: (@Sendable (SaveProgress) -> Void)?
  ) async throws -> SavedResult {
    if case .only = policy.destination, files.count > 1 {
      let error = RunError(.cannotWrite, "standard output takes one file, and there are \(files.count)")
      return SavedResult(failures: files.map { SavedResult.Failure($0, error) })
    }
    var context = context
    context.columns = policy.columns
    let plans = SavePlan.plans(for: files, of: result, context, policy)
    let meter = SaveMeter(count: plans.count, report: progress)
    let work = FileSaving(
      client: client,
      policy: policy,
      context: context,
      result: result,
      known: Dictionary(grouping: saved, by: \.url),
      notes: notes,
      meter: meter
    )
    var saved = SavedResult()
    for outcome in try await Parallel.map(plans, limit: policy.jobs, { _, plan in try await work.save(plan) }) {
      switch outcome {
      case .saved(let file): saved.files.append(file)
      case .failed(let failure): saved.failures.append(failure)
      }
    }
    return saved
  }
}
