import Dispatch
import FalCore
import FalSystem

/// Lets a thread of a test's server wait for asynchronous work.
package enum Blocking {
  package static func run<Value: Sendable>(_ work: @escaping @Sendable () async throws -> Value) throws -> Value {
    let done = DispatchSemaphore(value: 0)
    let result = Lock<Result<Value, any Error>?>(nil)
    Task {
      let outcome: Result<Value, any Error>
      do { outcome = .success(try await work()) } catch { outcome = .failure(error) }
      result.withLock { $0 = outcome }
      done.signal()
    }
    done.wait()
    return try result.withLock { result in
      guard let result else { throw CancellationError() }
      return try result.get()
    }
  }
}
