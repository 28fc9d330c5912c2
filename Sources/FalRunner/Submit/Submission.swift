package import FalCore
package import FalRequests

/// Sends what is asked of a model.
package struct Submission: Sendable {
  /// A request that fal has taken.
  package struct Submitted: Sendable {
    package let record: RequestRecord
    /// What was sent, or would have been.
    package let input: JSON
    package let files: [InputUpload.File]
    /// Whether it was submitted before.
    package let isResumed: Bool
  }

  let request: RunRequest
  let environment: RunEnvironment
  let options: RunOptions

  package init(_ request: RunRequest, _ environment: RunEnvironment, _ options: RunOptions) {
    self.request = request
    self.environment = environment
    self.options = options
  }

  /// The input with addresses in the place of files, when its price is right.
  ///
  /// - Throws: `RunError`, `RunInterruption`, `FalError`.
  package func input() async throws -> (json: JSON, files: [InputUpload.File]) {
    do {
      try await options.prices?.check([request], environment.client)
      return try await InputUpload(environment, options).input(of: request)
    } catch is CancellationError {
      throw RunInterruption.nothingSubmitted
    }
  }

  /// Uploads, and submits once.
  ///
  /// - Throws: `RunError`, `RunInterruption`, `FalError`, `RequestStoreError`, `UnknownOutcome`.
  package func submit() async throws -> Submitted {
    let (json, files) = try await input()
    environment.report(.submitting)
    defer { environment.report(.submitted) }
    while true {
      if Task.isCancelled { throw RunInterruption.nothingSubmitted }
      let (record, isTwin) = try await send(json, files)
      guard record.state == .submitting else {
        return Submitted(record: record, input: json, files: files, isResumed: isTwin)
      }
      // Another process submits it at this moment. Whether there is something to follow, its answer will tell.
      do {
        _ = try await environment.store.answered(record.id)
      } catch is CancellationError {
        throw RunInterruption.nothingSubmitted
      }
    }
  }

  private func send(
    _ json: JSON,
    _ files: [InputUpload.File]
  ) async throws -> (record: RequestRecord, isTwin: Bool) {
    var notes = options.notes
    notes.identity = try InputUpload.identity(of: request)
    notes.localFiles = files.map { LocalFileReference(field: $0.field, path: $0.source.name) }
    // In a task of its own: a request that is being sent is not left in the dark because somebody is in a hurry.
    let sent = Task { [notes] in
      try await environment.store.submit(
        to: request.endpoint,
        input: .json(json),
        options: options.submit,
        notes: notes,
        twins: options.twins
      )
    }
    return try await withTaskCancellationHandler {
      try await sent.value
    } onCancel: {
      Task {
        // Mostly the answer is on its way. If none comes, nobody knows whether fal has the request, and that is kept.
        try? await Task.sleep(for: Self.patience)
        sent.cancel()
      }
    }
  }

  /// How long an answer to a submit is waited for when the work is to end.
  private static let patience = Duration.seconds(2)

  /// Uploads, and calls the model directly, without the queue.
  ///
  /// - Throws: `RunError`, `RunInterruption`, `FalError`.
  package func call() async throws -> RunOutcome {
    let (json, files) = try await input()
    environment.report(.calling)
    let result: FalResult<JSON>
    do {
      result = try await environment.client.run(request.endpoint, input: .json(json), options: options.submit)
    } catch is CancellationError {
      throw RunInterruption.callGivenUp
    }
    environment.report(.called)
    var outcome = RunOutcome(result, endpoint: request.endpoint, input: json)
    outcome.uploads = .array(files.map(\.json))
    outcome.warnings = request.warnings
    return outcome
  }

  /// Uploads, and calls the model directly, which answers in pieces.
  ///
  /// - Parameter receive: Takes each piece.
  /// - Throws: `RunError`, `RunInterruption`, `FalError`, and what taking throws.
  package func stream(_ receive: (StreamEvent<JSON>) throws -> Void) async throws {
    let (json, _) = try await input()
    do {
      let events = environment.client.stream(request.endpoint, input: .json(json), options: options.submit)
      for try await event in events { try receive(event) }
    } catch is CancellationError {
      throw RunInterruption.streamGivenUp
    }
  }
}
