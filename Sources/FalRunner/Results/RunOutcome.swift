package import FalCore
package import FalRequests

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  package import Foundation
#endif

/// A result, and what is known of the request that brought it.
package struct RunOutcome: Sendable {
  package let endpoint: EndpointID
  /// The request on disk; `nil` for a direct call.
  package let record: RequestRecord?
  package let requestID: String?
  /// What was sent; `nil` where that was not kept.
  package var input: JSON?
  package let result: JSON
  let metrics: JSON
  /// What was uploaded for it, as documents show it.
  package var uploads: JSON = []
  /// What may be wrong with the input.
  package var warnings: [InputIssue] = []
  /// The lines that the model wrote; `nil` when they were not asked for.
  package var logs: [LogEntry]?

  /// The result of a request on disk.
  ///
  /// - Throws: `RunError` with the model's error when it has failed, and `tryLater` when it has not ended.
  package init(_ record: RequestRecord, _ store: RequestStore) throws {
    guard record.state.isFinal else {
      let message = "request \(record.name) has not ended: \(record.state)"
      var error = RunError(.tryLater, message, about: record, remedy: .wait(request: record.name))
      error.isRetryable = true
      throw error
    }
    guard let result = try store.keptResult(of: record.id) else { throw RunError(record) }
    self.record = record
    self.result = result
    endpoint = record.endpoint
    requestID = record.requestID
    input = try store.input(of: record.id)
    metrics = record.metrics
  }

  /// The result of a request on disk, as fal gives it now.
  package init(_ result: FalResult<JSON>, of record: RequestRecord, _ store: RequestStore) throws {
    self.record = record
    self.result = result.json
    endpoint = record.endpoint
    requestID = record.requestID
    input = try store.input(of: record.id)
    metrics = record.metrics
  }

  /// The result of a direct call, or one of a connection that stays open.
  package init(_ result: FalResult<JSON>, endpoint: EndpointID, input: JSON) {
    self.endpoint = endpoint
    self.input = input
    self.result = result.json
    record = nil
    requestID = result.requestID
    var metrics = JSONObject()
    metrics["billable_units"] = result.billableUnits.flatMap(JSONNumber.init).map(JSON.number)
    self.metrics = .object(metrics)
  }

  /// As documents show it.
  package func json(_ saved: SavedResult?, _ files: [ResultFile]) -> JSON {
    [
      "status": "completed", "endpoint_id": .string(endpoint.description),
      "request_id": requestID.map(JSON.string) ?? .null,
      "submitted_at": record?.members["submitted_at"] ?? .null, "completed_at": record?.members["ended_at"] ?? .null,
      "metrics": metrics, "input": input ?? .null, "result": result,
      "files": saved?.filesJSON ?? .array(files.map(\.listing)),
      "failed_files": saved?.failuresJSON ?? [],
      "uploads": uploads, "warnings": .array(warnings.map(\.json)),
      "logs": logs.map { .array($0.map(\.json)) } ?? .null,
    ]
  }
}

extension ResultFile {
  /// The file as documents list it that is not saved.
  fileprivate var listing: JSON {
    [
      "field": .string(field), "url": .string(url), "path": .null,
      "content_type": contentType.map(JSON.string) ?? .null, "width": width.map { .number(JSONNumber($0)) } ?? .null,
      "height": height.map { .number(JSONNumber($0)) } ?? .null,
    ]
  }
}

extension LogEntry {
  /// The line as documents show it.
  package var json: JSON {
    var members: JSONObject = ["message": .string(message)]
    members["timestamp"] = writtenAt.map(JSON.string)
    members["level"] = level.map(JSON.string)
    return .object(members)
  }
}

/// What became of work that was told to end.
package enum RunInterruption: Error, Sendable {
  case nothingSubmitted
  /// A direct call: the model may have run, and cost, all the same.
  case callGivenUp
  case streamGivenUp
  /// The request goes on at fal.
  case goesOn(RequestRecord)
  case cancelled(Cancellation)
  case notCancelled(RequestRecord, RunError)
  /// Not all files of the result are saved.
  case notSaved(RunOutcome)
}
