import FalSystem

/// Sends at most so often: the first at once, and of what comes meanwhile the last, at the end.
actor RealtimeThrottle {
  private let interval: Duration
  private let session: RealtimeSession
  private var pending: WebSocketMessage?
  private var isWaiting = false

  init(_ interval: Duration, _ session: RealtimeSession) {
    self.interval = interval.bounded
    self.session = session
  }

  func send(_ message: WebSocketMessage) async throws {
    guard !isWaiting else {
      pending = message
      return
    }
    isWaiting = true
    startTimer()
    try await session.send(message)
  }

  /// Sends what waits, now.
  func flush() async {
    guard let message = pending else { return }
    pending = nil
    // What is wrong with the connection is told to whoever reads.
    try? await session.send(message)
  }

  private func startTimer() {
    Task { [weak self, interval] in
      try? await Task.sleep(for: interval)
      await self?.intervalIsOver()
    }
  }

  private func intervalIsOver() async {
    guard pending != nil else {
      isWaiting = false
      return
    }
    startTimer()
    await flush()
  }
}
