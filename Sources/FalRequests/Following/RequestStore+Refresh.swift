import FalCore

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension RequestStore {
  /// Asks fal where a request is, and fetches and keeps its result when it has ended.
  ///
  /// A failure of the model ends the record, and is no error here: `RequestRecord.error` tells. When asking fails, the
  /// record stays as it is. What has ended is not asked about again, apart from what fal seemed not to know.
  ///
  /// - Returns: The record as it is then.
  /// - Throws: `FalError` when asking fails; `RequestStoreError`, of kind `otherQueue` for a request in another queue;
  ///   `CancellationError`.
  @discardableResult
  public func refresh(_ id: RequestRecord.ID) async throws -> RequestRecord {
    let record = try record(id)
    guard let handle = record.handle, !record.state.isFinal || record.state == .expired else { return record }
    let client = try connected()
    try check(record, client)
    let asked = now()
    let status: QueueStatus
    do {
      status = try await client.status(of: handle, logs: false)
    } catch let error as FalError where error.status == 404 {
      return try await note(.expired(error), of: id, asked: asked)
    }
    guard status.phase.isFinal else { return try await note(.pending(status), of: id, asked: asked) }
    return try await conclude(record, status, client)
  }

  /// Fetches and keeps the result of a request that has ended.
  func conclude(_ record: RequestRecord, _ status: QueueStatus, _ client: FalClient) async throws -> RequestRecord {
    guard let handle = record.handle else { return record }
    let asked = now()
    let verdict: Verdict
    do {
      verdict = .completed(status, try await client.result(of: handle, after: status))
    } catch let error as FalError {
      guard let failed = Verdict(error, after: status) else {
        // It has ended, which is worth knowing; how, is still to be asked.
        _ = try? await note(.pending(status), of: record.id, asked: asked)
        throw error
      }
      verdict = failed
    }
    return try await note(verdict, of: record.id, asked: asked)
  }

  /// Another queue would say that it does not know the request, and that would be taken for the truth.
  func check(_ record: RequestRecord, _ client: FalClient) throws(RequestStoreError) {
    guard record.queue != client.hosts.queue else {
      if let handle = record.handle, let submitted = record.submitted {
        client.remember(handle, submitted: .seconds(max(0, now().timeIntervalSince(submitted))))
      }
      return
    }
    throw RequestStoreError(
      .otherQueue,
      "request \(record.requestID ?? record.id.rawValue) is in the queue at \(record.queue), and this client asks \(client.hosts.queue)"
    )
  }

  /// A request that can be asked about.
  func handle(of record: RequestRecord) throws(RequestStoreError) -> RequestHandle<JSON> {
    if let handle = record.handle { return handle }
    throw RequestStoreError(
      .noRequestID,
      record.state == .submitting
        ? "\(record.id) is being submitted by another process"
        : "no answer to \(record.id) was kept, so that fal cannot be asked about it; look at fal's list of requests",
      candidates: [record]
    )
  }
}
