import FalCore
import FalSystem

/// Something that happens once, for which tests wait instead of sleeping.
package final class Event: Sendable {
  private struct State {
    var hasHappened = false
    var waiters: [CheckedContinuation<Void, Never>] = []
  }

  private let state = Lock(State())

  package init() {}

  /// Says that it has happened; from any thread, any number of times.
  package func happen() {
    let waiters = state.withLock { state in
      state.hasHappened = true
      defer { state.waiters = [] }
      return state.waiters
    }
    for waiter in waiters { waiter.resume() }
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
}
