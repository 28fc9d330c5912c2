import FalSystem

/// Asks for a request's status until it has ended: by the status stream as long as that works, then by polling.
struct QueueFollower {
  private let client: FalClient
  private let handle: RequestHandle<JSON>
  private let options: FollowOptions
  private var stream: ServerSentEvents?
  private var hasPolled = false
  private var hasEnded = false
  /// Whether the stream was given up.
  private(set) var isPolling: Bool

  init(client: FalClient, handle: RequestHandle<JSON>, options: FollowOptions) {
    self.client = client
    self.handle = handle
    self.options = options
    isPolling = !options.usesStatusStream || client.configuration.isProxy
  }

  /// The next status; `nil` after the last.
  mutating func next() async throws -> QueueStatus? {
    guard !hasEnded else { return nil }
    // A stream that never pauses never waits, either.
    try Task.checkCancellation()
    var status: QueueStatus?
    while status == nil {
      if !isPolling, let streamed = try await streamedStatus() {
        status = streamed
      } else {
        isPolling = true
        stream = nil
        status = try await polledStatus()
      }
    }
    hasEnded = status?.phase.isFinal ?? false
    return status
  }

  /// The stream's next status; `nil` when there is no stream, or it has ended, or is silent.
  private mutating func streamedStatus() async throws -> QueueStatus? {
    do {
      if stream == nil {
        let response = try await client.statusStream(
          of: handle,
          logs: options.includesLogs,
          silence: options.longestSilence
        )
        guard ServerSentEvents.areIn(response) else { return nil }
        stream = ServerSentEvents(response)
      }
      let end = ContinuousClock.now + options.longestSilence
      while let event = try await stream?.next(until: end) {
        // What is no status says as little as a comment.
        if let json = try? JSON(parsing: event.data), let status = QueueStatus(json: json) { return status }
      }
      return nil
    } catch {
      // Polling tells what is really wrong, if anything is.
      try Task.checkCancellation()
      if error is CancellationError { throw error }
      client.log(.notice, "the status stream ended (\(error)); asking for the status instead")
      return nil
    }
  }

  private mutating func polledStatus() async throws -> QueueStatus {
    if hasPolled { try await Task.sleep(for: options.pollInterval.bounded) }
    hasPolled = true
    return try await client.status(of: handle, logs: options.includesLogs)
  }
}
