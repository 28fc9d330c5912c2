import FalCore

extension RequestStore {
  /// Asks fal to cancel a request, and looks what came of it.
  ///
  /// - Throws: `FalError` when asking fails; `RequestStoreError`, of kind `noRequestID` for a request whose answer was lost;
  ///   `CancellationError`.
  @discardableResult
  public func cancel(_ id: RequestRecord.ID) async throws -> Cancellation {
    let record = try record(id)
    if record.state.isFinal { return Cancellation(outcome: .alreadyEnded, record: record) }
    let client = try connected()
    let handle = try handle(of: record)
    try check(record, client)
    let isRequested: Bool
    do {
      isRequested = try await client.cancel(handle)
    } catch let error as FalError where error.status == 404 {
      return Cancellation(outcome: .notFound, record: try await note(.expired(error), of: id, asked: now()))
    }
    var latest = record
    if isRequested { latest = try await change(id) { $0.record.set("cancel_requested_at", now()) } }
    // It was asked for; what came of it can be learned later, too.
    latest = (try? await refresh(id)) ?? latest
    let outcome: Cancellation.Outcome =
      latest.state == .cancelled && isRequested
      ? .cancelled : latest.state.isFinal ? .alreadyEnded : isRequested ? .requested : .declined
    return Cancellation(outcome: outcome, record: latest)
  }
}
