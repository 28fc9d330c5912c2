import FalCore

extension RequestStore {
  /// Changes a record, alone among all processes, unless the change changes nothing.
  ///
  /// - Throws: `RequestStoreError`, `CancellationError` while waiting for others.
  @discardableResult
  func change(_ id: RequestRecord.ID, _ change: (inout RecordText) throws -> Void) async throws -> RequestRecord {
    guard try folder.record(id) != nil else { throw missing(id) }
    let lock = try await RecordLock.acquire(folder.lockPath(id), folder.steps)
    defer { lock.release() }
    guard var text = try folder.textAfterSubmit(id) else { throw missing(id) }
    let before = text.record
    try change(&text)
    if text.record != before { try save(&text) }
    return text.record
  }

  /// Writes a record whose lock is held.
  func save(_ text: inout RecordText) throws {
    text.record.set("updated_at", now())
    try folder.write(text)
  }

  /// Takes down that a file of a result was saved, or is about to be.
  ///
  /// - Parameters:
  ///   - file: The file; one that is in the record already is not added again.
  ///   - id: falkit's own name of the request.
  ///   - old: What was taken down before, and has not come to pass.
  /// - Returns: The record as it is then.
  /// - Throws: `RequestStoreError`, `CancellationError`.
  @discardableResult
  public func add(_ file: SavedFile, to id: RequestRecord.ID, insteadOf old: SavedFile? = nil) async throws
    -> RequestRecord
  {
    try await change(id) { text in
      text.record.files.removeAll { $0 == old }
      if !text.record.files.contains(file) { text.record.files.append(file) }
    }
  }

  /// Works on a request while no other process does, as for saving its files once.
  ///
  /// Only calls of this method exclude each other; the record can be read and changed meanwhile.
  ///
  /// - Parameters:
  ///   - id: falkit's own name of the request.
  ///   - work: Gets the record as it is then.
  /// - Returns: What the work gives; `nil` when another process is at it.
  /// - Throws: `RequestStoreError`, and what the work throws.
  public func exclusively<Value>(
    _ id: RequestRecord.ID,
    _ work: (RequestRecord) async throws -> Value
  ) async throws -> Value? {
    _ = try record(id)
    guard let lock = try RecordLock.attempt(folder.workLockPath(id), folder.steps) else { return nil }
    defer { lock.release() }
    return try await work(try record(id))
  }
}
