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
}
