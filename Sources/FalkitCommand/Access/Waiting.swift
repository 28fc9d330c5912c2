import Dispatch
import FalCore

/// Runs work that waits, from the process's first thread, which has nothing else to do meanwhile.
enum Waiting {
  static func run<Result: Sendable>(_ work: @escaping @Sendable () async throws -> Result) throws -> Result {
    let outcome = Lock<Swift.Result<Result, any Error>?>(nil)
    let isDone = DispatchSemaphore(value: 0)
    Task {
      do {
        let result = try await work()
        outcome.withLock { $0 = .success(result) }
      } catch {
        outcome.withLock { $0 = .failure(error) }
      }
      isDone.signal()
    }
    isDone.wait()
    guard let result = outcome.withLock({ $0 }) else {
      throw CommandError(.internalError, "the work ended without a result")
    }
    return try result.get()
  }
}
