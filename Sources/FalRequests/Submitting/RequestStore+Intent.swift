import FalCore
import FalSystem

extension RequestStore {
  /// What comes of looking for a request that takes the place of a new one.
  enum Beginning {
    case intent(Intent)
    case twin(RequestRecord)
  }

  /// Writes down what is about to be sent, unless another request takes its place.
  func begin(_ draft: RequestDraft, _ policy: TwinPolicy) async throws -> Beginning {
    try folder.create()
    guard case .choose(let choose) = policy else {
      try await makeTwinIndex(isLocked: false)
      return .intent(try intent(draft))
    }
    // Between looking and writing nobody else may do the same.
    let lock = try await RecordLock.acquire(folder.submitLockPath, folder.steps)
    defer { lock.release() }
    try await makeTwinIndex(isLocked: true)
    if let twin = try choose(twins(draft.digest, draft.client)) { return .twin(twin) }
    return .intent(try intent(draft))
  }

  private func twins(_ digest: String, _ client: FalClient) throws -> Twins {
    let ids: [RequestRecord.ID]
    do throws(SystemError) {
      ids = try folder.twins.ids(digest)
    } catch {
      throw RequestStoreError(.cannotRead, "the index of requests cannot be read: \(error)", path: folder.twins.path)
    }
    return Twins(ids: ids) { [folder] id in
      let record = try? folder.record(id)
      return record?.digest == digest && record?.queue == client.hosts.queue ? record : nil
    }
  }

  /// Makes the index where records have none.
  private func makeTwinIndex(isLocked: Bool) async throws {
    guard !folder.twins.exists else { return }
    let lock = isLocked ? nil : try await RecordLock.acquire(folder.submitLockPath, folder.steps)
    defer { lock?.release() }
    // Somebody else may have made it in the meantime.
    guard !folder.twins.exists else { return }
    let records = try await list().records
    do throws(SystemError) { try folder.twins.make(of: records) } catch {
      throw folder.failure(folder.twins.path, error)
    }
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
        do throws(SystemError) {
          try folder.twins.add(id, draft.digest)
        } catch {
          throw folder.failure(folder.twins.path, error)
        }
        try save(&text)
        return Intent(text: text, lock: lock)
      } catch {
        // Nothing is sent after this, so that there is nothing to keep.
        try? folder.remove(id, digest: draft.digest)
        lock.release()
        throw error
      }
    }
  }
}
