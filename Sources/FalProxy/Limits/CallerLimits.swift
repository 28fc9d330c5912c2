import FalSystem

/// Counts what callers ask for.
final class CallerLimits: Sendable {
  private struct Caller: Sendable {
    /// Until when its requests so far are enough, when each is for an even part of a minute.
    var paidUntil: ContinuousClock.Instant
    var running = 0
  }

  private struct State: Sendable {
    var callers: [String: Caller] = [:]
    var sweptAt = CallerLimits.fewCallers
  }

  /// So many are kept without a look at who can be forgotten.
  private static let fewCallers = 1024

  private static let minute = Duration.seconds(60)

  private let limits: ProxyLimits
  private let now: @Sendable () -> ContinuousClock.Instant
  private let state = Lock(State())

  init(_ limits: ProxyLimits, now: @escaping @Sendable () -> ContinuousClock.Instant) {
    self.limits = limits
    self.now = now
  }

  /// How many callers are remembered.
  var callerCount: Int { state.withLock { $0.callers.count } }

  /// Lets a request of a caller in, until its place is left.
  func enter(_ id: String) throws(ProxyRefusal) -> CallerPlace {
    let now = now()
    let refusal = state.withLock { state -> ProxyRefusal? in
      if state.callers.count >= state.sweptAt { sweep(&state, now) }
      var caller = state.callers[id] ?? Caller(paidUntil: now)
      defer { state.callers[id] = caller }
      if let perMinute = limits.requestsPerMinute {
        let next = max(caller.paidUntil, now) + Self.minute / perMinute
        let wait = now.duration(to: next) - Self.minute
        guard wait <= .zero else { return .tooMany("in a minute", retryAfter: Self.wholeSeconds(wait)) }
        caller.paidUntil = next
      }
      if let most = limits.concurrentRequests, caller.running >= most {
        return .tooMany("at the same time", retryAfter: 1)
      }
      caller.running += 1
      return nil
    }
    if let refusal { throw refusal }
    return CallerPlace { [self] in leave(id) }
  }

  private func leave(_ id: String) {
    state.withLock { $0.callers[id]?.running -= 1 }
  }

  private static func wholeSeconds(_ wait: Duration) -> Int {
    let (seconds, rest) = wait.components
    return Int(seconds) + (rest > 0 ? 1 : 0)
  }

  /// Forgets callers who could ask for as much as new ones.
  private func sweep(_ state: inout State, _ now: ContinuousClock.Instant) {
    state.callers = state.callers.filter { $0.value.running > 0 || $0.value.paidUntil > now }
    state.sweptAt = max(Self.fewCallers, state.callers.count * 2)
  }
}
