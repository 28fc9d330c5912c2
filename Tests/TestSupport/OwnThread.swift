import FalSystem

/// Work that blocks while it waits for tasks of this process, which need the threads that tests run on.
package enum OwnThread {
  package static func run<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result {
    try await withCheckedThrowingContinuation { waiter in
      let hasStarted = SystemThread.start { waiter.resume(with: Swift.Result { try work() }) }
      if !hasStarted { waiter.resume(throwing: CancellationError()) }
    }
  }
}
