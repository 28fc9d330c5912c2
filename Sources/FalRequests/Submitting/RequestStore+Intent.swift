package import FalCore

extension RequestStore {
  /// The requests in the client's queue that ask the same of the same model and have not ended, newest first.
  ///
  /// The order of an input's members does not matter. Those in the state `unknown` are among them.
  ///
  /// - Throws: `RequestStoreError` when the folder cannot be read.
  package func pending(_ endpoint: EndpointID, input: JSON) async throws -> [RequestRecord] {
    try await pending(InputDigest.of(endpoint, input), try connected())
  }

  private func pending(_ digest: String, _ client: FalClient) async throws -> [RequestRecord] {
    try await list(.pending).records.filter {
      $0.members["digest"]?.string == digest && $0.queue == client.hosts.queue
    }
  }

  /// Writes down what is about to be sent.
  func begin(_ draft: RequestDraft, _ duplicates: DuplicatePolicy) async throws -> Intent {
    try folder.create()
    guard case .refuse = duplicates else { return try intent(draft) }
    // Between looking and writing nobody else may do the same.
    let lock = try await RecordLock.acquire(folder.submitLockPath, folder.steps)
    defer { lock.release() }
    let twins = try await pending(draft.digest, draft.client)
    if let twin = twins.first {
      let state = "\(twin.requestID ?? twin.id.rawValue) is \(twin.state)"
      let message = "the same request is already on its way: \(state); follow that one, or allow a second"
      throw RequestStoreError(.duplicate, message, candidates: twins)
    }
    return try intent(draft)
  }

  private func intent(_ draft: RequestDraft) throws -> Intent {
    while true {
      let id = RequestRecord.ID(at: now())
      // Whoever has the lock of a name that nobody has used owns the name.
      guard let lock = try RecordLock.attempt(folder.lockPath(id), folder.steps) else { continue }
      do {
        guard try folder.record(id) == nil else {
          lock.release()
          continue
        }
        var text = draft.text(id: id, at: now())
        try save(&text)
        return Intent(text: text, lock: lock)
      } catch {
        // Nothing is sent after this, so that there is nothing to keep.
        try? folder.remove(id)
        lock.release()
        throw error
      }
    }
  }
}
