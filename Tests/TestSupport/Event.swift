import Dispatch
import FalSystem

/// Something that happens once, for which tests wait instead of sleeping.
package final class Event: Sendable {
  private struct State {
    var hasHappened = false
    var waiters: [CheckedContinuation<Void, Never>] = []
    var threads: [DispatchSemaphore] = []
  }

  private let state = Lock(State())

  package init() {}

  /// Says that it has happened; from any thread, any number of times.
  package func happen() {
    let (waiters, threads) = state.withLock { state in
      state.hasHappened = true
      defer { (state.waiters, state.threads) = ([], []) }
      return (state.waiters, state.threads)
    }
    for waiter in waiters { waiter.resume() }
    for thread in threads { thread.signal() }
  }

  /// Waits until it has happened.
  package func wait() async {
    await withCheckedContinuation { waiter in
      let hasHappened = state.withLock { state in
        if !state.hasHappened { state.waiters.append(waiter) }
        return state.hasHappened
      }
      if hasHappened { waiter.resume() }
    }
  }

  /// Lets a thread of a test's server wait until it has happened, also while all threads of tests are busy.
  package func block() {
    let thread = DispatchSemaphore(value: 0)
    let hasHappened = state.withLock { state in
      if !state.hasHappened { state.threads.append(thread) }
      return state.hasHappened
    }
    if !hasHappened { thread.wait() }
  }
}
