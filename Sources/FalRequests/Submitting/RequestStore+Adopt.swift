public import FalCore

extension RequestStore {
  /// Writes down a request that was submitted elsewhere, or whose id could not be written when it was.
  ///
  /// - Parameters:
  ///   - handle: The request, in the queue that the store's client asks; one of which there is a record is not written again.
  ///   - notes: What else is written down.
  /// - Returns: The record, which has no input.
  /// - Throws: `RequestStoreError`, `CancellationError`.
  public func adopt(
    _ handle: RequestHandle<JSON>,
    notes: RequestNotes = RequestNotes()
  ) async throws -> RequestRecord {
    let client = try connected()
    try folder.create()
    let guardian = try await RecordLock.acquire(folder.submitLockPath, folder.steps)
    defer { guardian.release() }
    let known = try await list().records.first {
      $0.requestID == handle.requestID && $0.endpoint.base == handle.endpoint.base && $0.queue == client.hosts.queue
    }
    if let known { return known }
    let id = RequestRecord.ID(at: now())
    var record = RequestRecord.intent(
      id: id,
      endpoint: handle.endpoint,
      queue: client.hosts.queue,
      at: now(),
      notes: notes
    )
    record.accept(handle)
    var text = RecordText(record, input: nil)
    try save(&text)
    return text.record
  }

  /// Gives a request to whose submit no answer came the id under which fal has it all the same, as fal's own list of requests
  /// shows it.
  ///
  /// - Parameters:
  ///   - requestID: fal's id.
  ///   - id: The request, whose state is `unknown`.
  /// - Returns: The record, which can be followed from now on.
  /// - Throws: `FalError`, of kind `notFound` when fal has no request of this id of the model; `RequestStoreError`, of kind
  ///   `duplicate` when another record has the id, and `notUnknown` when this one needs none; `CancellationError`.
  @discardableResult
  public func adopt(_ requestID: String, as id: RequestRecord.ID) async throws -> RequestRecord {
    let client = try connected()
    let record = try record(id)
    try check(record, client)
    let handle = RequestHandle<JSON>(endpoint: record.endpoint, requestID: requestID)
    _ = try await client.status(of: handle, logs: false)
    let guardian = try await RecordLock.acquire(folder.submitLockPath, folder.steps)
    defer { guardian.release() }
    let owner = try await list().records.first { $0.requestID == requestID && $0.queue == record.queue }
    if let owner, owner.id != id {
      let message = "request \(requestID) is that of \(owner.id) already"
      throw RequestStoreError(.duplicate, message, candidates: [owner])
    }
    return try await change(id) { text in
      guard text.record.state == .unknown else {
        throw RequestStoreError(.notUnknown, "\(id) is \(text.record.state), and needs no id")
      }
      text.record.accept(handle)
    }
  }
}
