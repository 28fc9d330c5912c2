/// Turns one status after another into what is new in each.
struct QueueDigest: Sendable {
  private var lastPosition: Int?
  private var lastPhase: QueueStatus.Phase?
  /// How often each line was given.
  private var given: [LogEntry: Int] = [:]

  /// - Parameters:
  ///   - status: The next status.
  ///   - isWindow: Whether its lines are the latest ones, those of earlier statuses among them, and not only new ones.
  /// - Returns: What happened since the last one.
  mutating func updates(of status: QueueStatus, isWindow: Bool) -> [QueueUpdate] {
    var updates: [QueueUpdate] = []
    let hasMoved = status.phase != lastPhase
    switch status.phase {
    case .inQueue where hasMoved || status.queuePosition != lastPosition:
      updates.append(.inQueue(position: status.queuePosition))
    case .inProgress where hasMoved: updates.append(.inProgress)
    default: break
    }
    lastPhase = status.phase
    lastPosition = status.queuePosition
    updates += newLogs(status.logs, isWindow: isWindow).map(QueueUpdate.log)
    if status.phase.isFinal { updates.append(.completed(status)) }
    return updates
  }

  /// A line that occurs twice in a window was written twice.
  private mutating func newLogs(_ logs: [LogEntry], isWindow: Bool) -> [LogEntry] {
    guard isWindow else {
      for entry in logs { given[entry, default: 0] += 1 }
      return logs
    }
    var inWindow: [LogEntry: Int] = [:]
    return logs.filter { entry in
      inWindow[entry, default: 0] += 1
      guard inWindow[entry, default: 0] > given[entry, default: 0] else { return false }
      given[entry, default: 0] += 1
      return true
    }
  }
}
