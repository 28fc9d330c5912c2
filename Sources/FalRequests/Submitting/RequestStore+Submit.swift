public import FalCore

extension RequestStore {
  /// Submits a request that is written down before it is sent, and fal's id before anything else happens.
  ///
  /// What certainly did not arrive leaves no record: the error is thrown as the client throws it.
  ///
  /// - Parameters:
  ///   - endpoint: The model.
  ///   - input: What it takes; its files are uploaded first.
  ///   - options: What else is asked of fal.
  ///   - notes: What else is written down.
  ///   - duplicates: What to do when the same is already on its way.
  /// - Returns: The record.
  /// - Throws: `FalError` and `CancellationError` when nothing was submitted; `UnknownOutcome` when something may have been;
  ///   `RequestStoreError`, of kind `notRecorded` with the request's handle when the disk failed after fal's answer, and
  ///   before anything is sent otherwise, as of kind `duplicate` or `cannotWrite`.
  public func submit<Endpoint: FalEndpoint>(
    to endpoint: Endpoint.Type,
    input: Endpoint.Input,
    options: SubmitOptions = SubmitOptions(),
    notes: RequestNotes = RequestNotes(),
    duplicates: DuplicatePolicy = .submit
  ) async throws -> RequestRecord {
    try await submit(Endpoint.id, input, options, notes, TwinPolicy(duplicates)).record
  }

  /// Submits a request that is written down before it is sent, and fal's id before anything else happens.
  ///
  /// - Returns: The record.
  /// - Throws: `FalError`, `CancellationError`, `UnknownOutcome`, `RequestStoreError`, as with a typed input.
  public func submit(
    to endpoint: EndpointID,
    input: InputValue,
    options: SubmitOptions = SubmitOptions(),
    notes: RequestNotes = RequestNotes(),
    duplicates: DuplicatePolicy = .submit
  ) async throws -> RequestRecord {
    try await submit(endpoint, input, options, notes, TwinPolicy(duplicates)).record
  }

  /// Submits a request, unless one that asks the same takes its place, as a policy says.
  ///
  /// - Returns: The record, and whether it is that of another; that one may still be `submitting`.
  /// - Throws: As the others, and what choosing throws.
  package func submit(
    to endpoint: EndpointID,
    input: InputValue,
    options: SubmitOptions,
    notes: RequestNotes,
    twins: TwinPolicy
  ) async throws -> (record: RequestRecord, isTwin: Bool) {
    try await submit(endpoint, input, options, notes, twins)
  }

  /// Waits until another process has got an answer to a submit, or has given it up.
  ///
  /// - Returns: The record; `nil` when nothing was submitted.
  package func answered(_ id: RequestRecord.ID) async throws -> RequestRecord? {
    while let record = try folder.record(id) {
      if record.state != .submitting { return record }
      try await Task.sleep(for: .milliseconds(20))
    }
    return nil
  }

  private func submit(
    _ endpoint: EndpointID,
    _ input: some FalInput,
    _ options: SubmitOptions,
    _ notes: RequestNotes,
    _ twins: TwinPolicy
  ) async throws -> (record: RequestRecord, isTwin: Bool) {
    let client = try connected()
    let input = try await client.json(of: input, for: endpoint)
    let draft = RequestDraft(endpoint: endpoint, input: input, options: options, notes: notes, client: client)
    var intent: Intent
    switch try await begin(draft, twins) {
    case .twin(let record): return (record, true)
    case .intent(let new): intent = new
    }
    // Held until there is an answer: whoever finds it free knows that this process has ended.
    defer { intent.lock.release() }
    let handle: RequestHandle<JSON>
    do {
      handle = try await client.submit(to: endpoint, input: .json(input), options: options)
    } catch {
      throw give(up: &intent, after: error)
    }
    // From here on nothing may wait, ask whether the task was cancelled, or fail silently.
    intent.text.record.accept(handle)
    intent.text.record.set("submitted_at", now())
    do {
      try save(&intent.text)
    } catch {
      var lost = RequestStoreError(
        .notRecorded,
        "fal accepted request \(handle.requestID) of \(endpoint), and it could not be written down: \(error); keep the id"
      )
      lost.handle = handle
      throw lost
    }
    return (intent.text.record, false)
  }

  /// Ends an intent that came to nothing, as far as is known.
  private func give(up intent: inout Intent, after error: any Error) -> any Error {
    let failure = error as? FalError
    guard error is CancellationError || failure?.mayHaveBeenAccepted == false else {
      intent.text.record.state = .unknown
      intent.text.record.error = failure
      // If this fails it is unknown all the same, as soon as the lock is free.
      try? save(&intent.text)
      return UnknownOutcome(record: intent.text.record, error: error)
    }
    // If this fails it looks as if it might have been sent, which errs on the safe side.
    let record = intent.text.record
    try? folder.remove(record.id, digest: record.digest)
    return error
  }
}
