import FalCore

/// A request in the emulator's queue.
struct Job: Sendable {
  enum State: Sendable {
    case waiting
    case running
    case done(Result<JSON, ModelFailure>)
  }

  let id: String
  let endpoint: EndpointID
  let input: JSON
  let isLowPriority: Bool
  /// What a script says of it.
  var plan: EmulatorScript.Answer?
  /// How many are said to be ahead, once it is its turn.
  var ahead = 0
  /// Where its end is told.
  let webhook: String?
  /// When it fails unless it was started.
  let startDeadline: ContinuousClock.Instant?
  var started: ContinuousClock.Instant?
  var ended: ContinuousClock.Instant?
  var state = State.waiting
  var logs: [JSON] = []
  /// Whether somebody asked to cancel it.
  var isCancelled = false
  /// Whether its failure is that it could not be started in the time that the caller allowed.
  var missedStart = false

  var isDone: Bool {
    if case .done = state { true } else { false }
  }
}
