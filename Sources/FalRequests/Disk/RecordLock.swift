import FalSystem

/// A lock on a record, or on what is done with records.
///
/// Where a file system has no locks this fails, instead of going on without.
final class RecordLock: Sendable {
  private let lock: FileLock
  private let steps: WriteSteps
  private let isHeld = Lock(true)

  private init(_ lock: FileLock, _ steps: @escaping WriteSteps) {
    self.lock = lock
    self.steps = steps
  }

  deinit { release() }

  /// Takes a lock; `nil` when somebody else has it.
  static func attempt(_ path: String, _ steps: @escaping WriteSteps) throws -> RecordLock? {
    try steps(.lock)
    do throws(SystemError) {
      return try FileLock.attempt(path).map { RecordLock($0, steps) }
    } catch {
      let advice =
        [.noLocks, .notSupported, .notImplemented].contains(error)
        ? "; keep requests on a file system with locks, by XDG_STATE_HOME or FALKIT_HOME" : ""
      throw RequestStoreError(.cannotWrite, "the file cannot be locked: \(error)\(advice)", path: path)
    }
  }

  /// Takes a lock, waiting for others for half a minute.
  ///
  /// - Throws: `RequestStoreError` of kind `busy` when it takes longer, `CancellationError`.
  static func acquire(_ path: String, _ steps: @escaping WriteSteps) async throws -> RecordLock {
    var pause = Duration.milliseconds(1)
    let deadline = ContinuousClock.now + .seconds(30)
    while true {
      if let lock = try attempt(path, steps) { return lock }
      guard ContinuousClock.now < deadline else {
        throw RequestStoreError(.busy, "another process is at work on this request; try again later", path: path)
      }
      try await Task.sleep(for: pause)
      pause = min(pause * 2, .milliseconds(20))
    }
  }

  /// Lets others have it.
  func release() {
    isHeld.withLock { isHeld in
      if isHeld { lock.release(removesFile: (try? steps(.unlock)) != nil) }
      isHeld = false
    }
  }
}
