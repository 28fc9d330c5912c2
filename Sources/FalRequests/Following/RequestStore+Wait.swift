public import FalCore
import FalSystem

extension RequestStore {
  /// Follows a request to its end, and keeps what happens to it, the result above all.
  ///
  /// When the time is over, or the task is cancelled, the request goes on at fal, and can be waited for again.
  ///
  /// - Parameters:
  ///   - id: falkit's own name of the request.
  ///   - options: How it is followed.
  ///   - timeout: How long to wait; without limit by default.
  ///   - update: Is called with what happens, in order.
  /// - Returns: The record, which has ended: with a result, or with an error of which `RequestRecord.error` tells.
  /// - Throws: `FalError` when asking fails, of kind `timedOut` when the time is over; `RequestStoreError`, of kind
  ///   `noRequestID` for a request whose answer was lost; `CancellationError`.
  @discardableResult
  public func wait(
    for id: RequestRecord.ID,
    options: FollowOptions = FollowOptions(),
    timeout: Duration? = nil,
    update: @escaping @Sendable (QueueUpdate) async -> Void = { _ in }
  ) async throws -> RequestRecord {
    let record = try await follow(id, options: options, timeout: timeout, update: update)
    if record.hasResult { see(id) } else { finish(id) }
    return record
  }

  /// Follows a request to its end for somebody who will say when what came of it is seen.
  package func follow(
    _ id: RequestRecord.ID,
    options: FollowOptions,
    timeout: Duration?,
    update: @escaping @Sendable (QueueUpdate) async -> Void
  ) async throws -> RequestRecord {
    let record = try record(id)
    if record.state.isFinal, record.state != .expired { return record }
    let client = try connected()
    let handle = try handle(of: record)
    try check(record, client)
    do {
      return try await Deadline.run(timeout) { try await follow(record, handle, client, options, update) }
    } catch is DeadlineExceeded {
      var error = FalError(.timedOut, "there was no result after \((timeout ?? .zero).words); the request goes on")
      error.endpoint = record.endpoint
      error.requestID = handle.requestID
      error.isRetryable = true
      throw error
    }
  }

  private func follow(
    _ record: RequestRecord,
    _ handle: RequestHandle<JSON>,
    _ client: FalClient,
    _ options: FollowOptions,
    _ update: @Sendable (QueueUpdate) async -> Void
  ) async throws -> RequestRecord {
    do {
      for try await change in client.updates(of: handle, options: options) {
        await update(change)
        if case .completed(let status) = change { return try await conclude(record, status, client) }
        await note(change, of: record.id, client)
      }
    } catch let error as FalError where error.status == 404 {
      return try await note(.expired(error), of: record.id, asked: now())
    }
    return try await refresh(record.id)
  }

  /// Takes down where a request is; that this cannot be written is no reason to stop waiting.
  private func note(_ update: QueueUpdate, of id: RequestRecord.ID, _ client: FalClient) async {
    let json: JSON
    switch update {
    case .inQueue(let position):
      json = ["status": "IN_QUEUE", "queue_position": position.map { .number(JSONNumber($0)) } ?? .null]
    case .inProgress: json = ["status": "IN_PROGRESS"]
    case .submitted, .log, .completed: return
    }
    guard let status = QueueStatus(json: json) else { return }
    do {
      _ = try await note(.pending(status), of: id, asked: now())
    } catch {
      client.log(.notice, "the record of \(id) could not be changed: \(error)")
    }
  }
}
