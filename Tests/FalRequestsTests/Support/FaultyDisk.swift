import FalCore
import FalRequests
import FalSystem

/// A disk that fails, or the process with it, on purpose.
final class FaultyDisk: Sendable {
  struct Full: Error {}
  struct Dead: Error {}

  private struct State {
    var taken: [WriteStep] = []
    var deadAt: Int?
    var failing: WriteStep?
    var failsAfter = 0
    var isDead = false
  }

  private let state = Lock(State())

  /// The steps that were taken so far.
  var taken: [WriteStep] { state.withLock { $0.taken } }

  /// Whether it has died.
  var isDead: Bool { state.withLock { $0.isDead } }

  /// Dies in front of the step with this number, counted from now: after that nothing is done any longer.
  func die(at step: Int) {
    state.withLock { $0.deadAt = $0.taken.count + step }
  }

  /// Lets steps of a kind fail, after so many that work.
  func fail(_ step: WriteStep?, after count: Int = 0) {
    state.withLock { state in
      state.failing = step
      state.failsAfter = count
    }
  }

  var steps: WriteSteps {
    { [state] step in
      try state.withLock { state in
        if state.isDead { throw Dead() }
        if let last = state.deadAt, state.taken.count >= last {
          state.isDead = true
          throw Dead()
        }
        state.taken.append(step)
        guard step == state.failing else { return }
        state.failsAfter -= 1
        if state.failsAfter < 0 { throw Full() }
      }
    }
  }
}
