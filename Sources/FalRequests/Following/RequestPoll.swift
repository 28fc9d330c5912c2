import FalSystem

/// What asking about one request has brought.
public struct PollEvent: Sendable {
  /// The record as it is then.
  public let record: RequestRecord
  /// Whether the record has news.
  public let isChanged: Bool
  /// Why the request could not be asked about, in which case the record is as it was.
  public let error: (any Error)?
}

/// One round of asking about many requests, several at a time; begins when it is read, and ends with the reader.
public struct RequestPoll: AsyncSequence, Sendable {
  /// What is read.
  public typealias Element = PollEvent

  let records: [RequestRecord]
  let atOnce: Int
  let ask: @Sendable (RequestRecord) async -> PollEvent

  /// Starts asking.
  public func makeAsyncIterator() -> AsyncIterator {
    let (events, continuation) = AsyncStream.makeStream(of: PollEvent.self)
    let round = Task { [self] in
      var waiting = records[...]
      // Nothing in this throws: what goes wrong with a request is news of it.
      try? await Parallel.run(
        limit: atOnce,
        next: { Task.isCancelled ? nil : waiting.popFirst() },
        work: { record in await ask(record) },
        receive: { _, event in
          continuation.yield(event)
          return true
        }
      )
      continuation.finish()
    }
    continuation.onTermination = { _ in round.cancel() }
    return AsyncIterator(events: events.makeAsyncIterator())
  }

  /// Reads what was brought, as it comes.
  public struct AsyncIterator: AsyncIteratorProtocol {
    var events: AsyncStream<PollEvent>.AsyncIterator

    /// What asking about the next request has brought; `nil` after the last, or when the task was cancelled.
    public mutating func next() async -> PollEvent? { await events.next() }
  }
}

extension RequestStore {
  /// Asks about many requests once, several at a time, and keeps what is new.
  ///
  /// ```swift
  /// for await event in requests.poll(try await requests.list(.pending).records) {
  ///   if event.isChanged { print(event.record.id, event.record.state) }
  /// }
  /// ```
  ///
  /// - Parameters:
  ///   - records: The requests; those that have ended, or have no id yet, are unchanged.
  ///   - atOnce: How many are asked about at a time.
  /// - Returns: What the round brings, as it comes.
  public func poll(_ records: [RequestRecord], atOnce: Int = 4) -> RequestPoll {
    RequestPoll(records: records, atOnce: max(1, atOnce)) { record in
      guard record.handle != nil, !record.state.isFinal else {
        return PollEvent(record: record, isChanged: false, error: nil)
      }
      do {
        let latest = try await refresh(record.id)
        return PollEvent(record: latest, isChanged: latest != record, error: nil)
      } catch {
        return PollEvent(record: record, isChanged: false, error: error)
      }
    }
  }
}
