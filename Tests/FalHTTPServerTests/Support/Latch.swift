import Dispatch
import TestSupport

/// Lets one thread wait until another one has come to a point.
struct Latch: Sendable {
  private let semaphore = DispatchSemaphore(value: 0)

  func open() {
    semaphore.signal()
  }

  /// Gives `false` when the point was not reached in half a minute, so that a test fails instead of hanging.
  func wait() -> Bool {
    semaphore.wait(timeout: .now() + 30) == .success
  }
}
