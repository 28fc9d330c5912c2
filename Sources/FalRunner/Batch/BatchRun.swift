package import FalCore
import FalRegistry
import FalRequests
import FalSystem

/// Does the lines of a batch, several at a time.
package struct BatchRun: Sendable {
  /// What became of a line.
  package struct Outcome: Sendable {
    package enum Status: String, Sendable {
      case completed
      case failed
      /// It was not sent, because another had failed.
      case skipped
      /// It goes on at fal.
      case pending
      /// Nobody knows whether it was sent.
      case unknown
    }

    package var status: Status
    package var result: RunOutcome?
    package var saved: SavedResult?
    package var error: RunError?
    var record: RequestRecord?
  }

  let environment: RunEnvironment
  let options: RunOptions
  /// How files are saved; `nil` to leave them at fal.
  let saving: SavePolicy?
  let following: FollowPolicy
  /// Whether the lines that models write are kept.
  let keepsLogs: Bool
  let results: BatchOutcomes?
  /// How many requests are on their way at a time.
  let inFlight: Int
  let stopsAtFailure: Bool
  /// Whether lines are sent again of which nobody knows whether they were sent.
  let sendsUnknown: Bool
  /// An error as the file of outcomes holds it.
  let document: @Sendable (RunError) -> JSON
  /// Is told of each line that has come to an end, with its line in the file of outcomes, and how many came to which.
  let report: @Sendable (BatchRow, Outcome, JSON, [Outcome.Status: Int]) throws -> Void

  package init(
    environment: RunEnvironment,
    options: RunOptions,
    saving: SavePolicy?,
    following: FollowPolicy,
    keepsLogs: Bool,
    results: BatchOutcomes?,
    inFlight: Int,
    stopsAtFailure: Bool,
    sendsUnknown: Bool,
    document: @escaping @Sendable (RunError) -> JSON,
    report: @escaping @Sendable (BatchRow, Outcome, JSON, [Outcome.Status: Int]) throws -> Void
  ) {
    self.environment = environment
    self.options = options
    self.saving = saving
    self.following = following
    self.keepsLogs = keepsLogs
    self.results = results
    self.inFlight = inFlight
    self.stopsAtFailure = stopsAtFailure
    self.sendsUnknown = sendsUnknown
    self.document = document
    self.report = report
  }

  /// Does what is left to do.
  ///
  /// - Returns: How many lines came to which end.
  /// - Throws: `RunError` of kind `cannotWrite` when outcomes cannot be written.
  package func run(_ rows: [BatchRow]) async throws -> [Outcome.Status: Int] {
    var counts: [Outcome.Status: Int] = [:]
    let left = rows.filter { results?.completed.contains($0.key) != true }
    counts[.completed] = rows.count - left.count
    let earlier = try await earlierRequests()
    var waiting = left[...]
    try await Parallel.run(
      limit: inFlight,
      next: { Task.isCancelled ? nil : waiting.popFirst() },
      work: { row in await outcome(of: row, earlier[row.key]) },
      receive: { row, outcome in
        // Without an outcome it was interrupted, and is gone on with another time.
        if let outcome {
          counts[outcome.status, default: 0] += 1
          try tell(outcome, of: row, counts)
          if stopsAtFailure, outcome.status != .completed { try skip(&waiting, &counts) }
        }
        return true
      }
    )
    return counts
  }

  /// The requests that an earlier process made for this batch, the newest of each line.
  private func earlierRequests() async throws -> [String: RequestRecord] {
    guard let results else { return [:] }
    var filter = RequestFilter()
    filter.tagPrefix = results.batch + "/"
    var newest: [String: RequestRecord] = [:]
    for record in try await environment.store.list(filter).records {
      guard let key = record.tag?.dropFirst(results.batch.count + 1) else { continue }
      newest[String(key)] = newest[String(key)] ?? record
    }
    return newest
  }

  // MARK: - One line

  private func outcome(of row: BatchRow, _ earlier: RequestRecord?) async -> Outcome? {
    var known: RequestRecord?
    do {
      let record = try await record(of: row, earlier)
      known = record
      let (ended, logs) = try await environment.silent.follow(record, following)
      known = ended
      var result = try RunOutcome(ended, environment.store)
      result.warnings = row.request.warnings
      result.logs = keepsLogs ? logs : nil
      let saved: SavedResult? =
        if let saving {
          try await environment.silent.save(result, saving, schema: row.request.model?.schema.output)
        } else {
          nil
        }
      return Outcome(status: .completed, result: result, saved: saved, record: ended)
    } catch  where error is CancellationError || error is RunInterruption {
      return nil
    } catch let error as UnknownOutcome {
      return Outcome(status: .unknown, error: RunError(error), record: error.record)
    } catch {
      let shown = RunError(any: error)
      return Outcome(status: shown.kind == .tryLater ? .pending : .failed, error: shown, record: known)
    }
  }

  /// The request of a line: one that an earlier process made and that may still end well, else a new one.
  private func record(of row: BatchRow, _ earlier: RequestRecord?) async throws -> RequestRecord {
    switch earlier?.state {
    case .completed?, .inQueue?, .inProgress?:
      if let earlier { return earlier }
    case .unknown?, .submitting?:
      if let earlier, !sendsUnknown {
        throw UnknownOutcome(record: earlier, error: earlier.error ?? FalError(.connection, "the process was killed"))
      }
    default: break
    }
    var options = options
    options.prices = nil
    if let results { options.notes.tag = "\(results.batch)/\(row.key)" }
    return try await Submission(row.request, environment.silent, options).submit().record
  }

  // MARK: - Telling

  private func tell(_ outcome: Outcome, of row: BatchRow, _ counts: [Outcome.Status: Int]) throws {
    let json = json(outcome, of: row)
    try results?.append(json)
    try report(row, outcome, json, counts)
  }

  private func json(_ outcome: Outcome, of row: BatchRow) -> JSON {
    var json: JSON = [
      "line": .number(JSONNumber(row.line)), "key": .string(row.key), "status": .string(outcome.status.rawValue),
    ]
    if let result = outcome.result {
      let files = ResultFiles.all(in: result.result, schema: row.request.model?.schema.output)
      for (name, value) in result.json(outcome.saved, files).object ?? [:] where name != "status" { json[name] = value }
    } else {
      json["endpoint_id"] = .string(row.request.endpoint.description)
      json["request_id"] = outcome.record?.requestID.map(JSON.string) ?? .null
      json["error"] = outcome.error.map(document) ?? .null
    }
    return json
  }

  private func skip(_ waiting: inout ArraySlice<BatchRow>, _ counts: inout [Outcome.Status: Int]) throws {
    while let row = waiting.popFirst() {
      counts[.skipped, default: 0] += 1
      try tell(Outcome(status: .skipped), of: row, counts)
    }
  }
}
