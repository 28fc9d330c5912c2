import Dispatch
import FalCore
import FalRunner
import FalSystem

/// Runs work that waits, from the process's first thread, which has nothing else to do meanwhile.
enum Waiting {
  static func run<Result: Sendable>(_ work: @escaping @Sendable () async throws -> Result) throws -> Result {
    // Without its type, because the compiler would make all that waits anew for each of the many types of results.
    guard let result = try outcome(of: { try await work() }) as? Result else {
      throw RunError(.internalError, "the work ended without a result")
    }
    return result
  }

  private static func outcome(of work: @escaping @Sendable () async throws -> any Sendable) throws -> (any Sendable)? {
    let outcome = Lock<Result<any Sendable, any Error>?>(nil)
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
    return try outcome.withLock { $0 }?.get()
  }
}
