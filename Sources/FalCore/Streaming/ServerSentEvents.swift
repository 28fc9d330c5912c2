/// The events of an answer, as they arrive.
struct ServerSentEvents {
  private let body: HTTPResponseBody
  private var parser = ServerSentEventParser()
  private var events: ArraySlice<ServerSentEvent> = []
  private var hasEnded = false

  init(_ response: HTTPResponse) {
    body = response.body
  }

  /// Whether an answer says that it consists of events.
  static func areIn(_ response: HTTPResponse) -> Bool {
    response.fields[HTTPField.contentType]?.lowercased().hasPrefix("text/event-stream") ?? false
  }

  /// Waits for an event.
  ///
  /// - Parameter end: When to give up, although bytes come that are no event: comments keep a connection alive whose
  ///   server has nothing to say any more.
  /// - Returns: The next event; `nil` when the server has closed the stream.
  /// - Throws: `TransportError`, of kind `timedOut` at the end; `CancellationError`.
  mutating func next(until end: ContinuousClock.Instant? = nil) async throws -> ServerSentEvent? {
    while events.isEmpty, !hasEnded {
      try Task.checkCancellation()
      if let end, ContinuousClock.now >= end {
        throw TransportError(.timedOut, "there was no event, only signs of life", wasSent: true)
      }
      if let piece = try await body.next() {
        events = parser.append(piece)[...]
        if parser.isTooLarge {
          throw TransportError(
            .tooLarge,
            "an event has more than \(ServerSentEventParser.mostBytes) bytes",
            wasSent: true
          )
        }
      } else {
        hasEnded = true
        if let last = parser.finish() { events = [last] }
      }
    }
    return events.popFirst()
  }
}
