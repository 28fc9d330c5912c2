/// Work for whose result several tasks wait; cancelled when none of them waits any longer.
package final class SharedWork<Value: Sendable>: Sendable {
  private struct State {
    var waiters: [Int: CheckedContinuation<Value, any Error>] = [:]
    var lastWaiter = 0
    var result: Result<Value, any Error>?
    var task: Task<Void, Never>?
  }

  private let state = Lock(State())

  /// Starts the work.
  package init(_ work: @escaping @Sendable () async throws -> Value) {
    let task = Task { [self] in
      let result: Result<Value, any Error>
      do { result = .success(try await work()) } catch { result = .failure(error) }
      finish(result)
    }
    state.withLock { $0.task = task }
  }

  /// Waits for the result.
  package func value() async throws -> Value {
    let number = state.withLock { state in
      state.lastWaiter += 1
      return state.lastWaiter
    }
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { waiter in
        let known = state.withLock { state -> Result<Value, any Error>? in
          if let result = state.result { return result }
          if Task.isCancelled { return .failure(CancellationError()) }
          state.waiters[number] = waiter
          return nil
        }
        if let known { waiter.resume(with: known) }
      }
    } onCancel: {
      leave(number)
    }
  }

  /// Cancels the work, whoever waits for it.
  package func cancel() { state.withLock { $0.task }?.cancel() }

  private func leave(_ number: Int) {
    let (waiter, abandoned) = state.withLock { state in
      let waiter = state.waiters.removeValue(forKey: number)
      return (waiter, waiter != nil && state.waiters.isEmpty ? state.task : nil)
    }
    abandoned?.cancel()
    waiter?.resume(throwing: CancellationError())
  }

  private func finish(_ result: Result<Value, any Error>) {
    let waiters = state.withLock { state in
      state.result = result
      state.task = nil
      defer { state.waiters = [:] }
      return Array(state.waiters.values)
    }
    for waiter in waiters { waiter.resume(with: result) }
  }
}
