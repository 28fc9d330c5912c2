import FalCore

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A lock between processes, and between tasks of one, on a file made for it; it ends with the process that holds it.
///
/// This is `flock`. Local file systems have it; Linux passes it on to the server of an NFS share, others keep it to the
/// machine or refuse it, and then this fails instead of going on without.
final class FileLock: Sendable {
  private let path: String
  private let steps: WriteSteps
  private let descriptor: Lock<Int32?>

  private init(path: String, steps: @escaping WriteSteps, descriptor: Int32) {
    self.path = path
    self.steps = steps
    self.descriptor = Lock(descriptor)
  }

  deinit { release() }

  /// Takes a lock; `nil` when somebody else has it.
  static func attempt(_ path: String, _ steps: @escaping WriteSteps) throws -> FileLock? {
    try steps(.lock)
    while true {
      let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
      guard descriptor >= 0 else { throw failure(path) }
      guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
        let code = errno
        closeDescriptor(descriptor)
        if code == EINTR { continue }
        if code == EWOULDBLOCK { return nil }
        throw failure(path, code)
      }
      if isCurrent(descriptor, path) { return FileLock(path: path, steps: steps, descriptor: descriptor) }
      // Whoever had it before has removed the file in the meantime.
      closeDescriptor(descriptor)
    }
  }

  /// Takes a lock, waiting for others for half a minute.
  ///
  /// - Throws: `RequestStoreError` of kind `busy` when it takes longer, `CancellationError`.
  static func acquire(_ path: String, _ steps: @escaping WriteSteps) async throws -> FileLock {
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

  /// Whether somebody has a lock, or looks, as this does.
  static func isHeld(_ path: String) -> Bool {
    let descriptor = open(path, O_RDWR | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { closeDescriptor(descriptor) }
    return flock(descriptor, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK
  }

  /// Lets others have it.
  func release() {
    descriptor.withLock { descriptor in
      guard let open = descriptor else { return }
      // While it is still locked, so that nobody else's file is removed.
      if (try? steps(.unlock)) != nil { unlink(path) }
      closeDescriptor(open)
      descriptor = nil
    }
  }

  private static func isCurrent(_ descriptor: Int32, _ path: String) -> Bool {
    var (own, named) = (stat(), stat())
    return fstat(descriptor, &own) == 0 && stat(path, &named) == 0 && own.st_ino == named.st_ino
      && own.st_dev == named.st_dev
  }

  private static func failure(_ path: String, _ code: Int32 = errno) -> RequestStoreError {
    let advice =
      [ENOLCK, ENOTSUP, ENOSYS].contains(code)
      ? "; keep requests on a file system with locks, by XDG_STATE_HOME or FALKIT_HOME" : ""
    return RequestStoreError(.cannotWrite, "the file cannot be locked: \(systemReason(code))\(advice)", path: path)
  }
}
