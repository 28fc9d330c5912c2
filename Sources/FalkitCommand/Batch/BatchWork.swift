import FalCore
import FalRegistry
import FalRequests
import FalSystem

/// Does the lines of a batch, several at a time.
struct BatchWork: Sendable {
  struct Outcome: Sendable {
    enum Status: String, Sendable {
      case completed
      case failed
      /// It was not sent, because another had failed.
      case skipped
      /// It goes on at fal.
      case pending
      /// Nobody knows whether it was sent.
      case unknown
    }

    var status: Status
    var outcome: ModelOutcome?
    var saved: SavedResult?
    var error: CommandError?
    var record: RequestRecord?
  }

  let invocation: Invocation
  let access: RequestAccess
  let saving: SaveOptions?
  let following: FollowArguments
  let results: BatchResults?
  let inFlight: Int
  let stopsAtFailure: Bool
  /// Whether lines are sent again of which nobody knows whether they were sent.
  let sendsUnknown: Bool

  /// Does what is left to do.
  ///
  /// - Returns: How many lines came to which end.
  /// - Throws: `CommandError` with exit code 73 when outcomes cannot be written.
  func run(_ rows: [BatchRow]) async throws -> [Outcome.Status: Int] {
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
          try tell(outcome, of: row)
          if stopsAtFailure, outcome.status != .completed { try skip(&waiting, &counts) }
        }
        show(counts, of: rows.count)
        return true
      }
    )
    access.progress.end(clear: true)
    return counts
  }

  /// The requests that an earlier process made for this batch, the newest of each line.
  private func earlierRequests() async throws -> [String: RequestRecord] {
    guard let results else { return [:] }
    var filter = RequestFilter()
    filter.tagPrefix = results.batch + "/"
    var newest: [String: RequestRecord] = [:]
    for record in try await access.store.list(filter).records {
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
      let logs = LogLines()
      let ended = try await access.silent.follow(record, following, logs: logs)
      known = ended
      var outcome = try ModelOutcome(ended, access.store)
      outcome.warnings = row.call.warnings
      outcome.logs = following.showsLogs ? logs.json : nil
      let printer = ResultPrinter(access: access.silent, saving: saving, schema: row.call.model?.schema.output)
      let saved = try await printer.save(outcome)
      return Outcome(status: .completed, outcome: outcome, saved: saved, record: ended)
    } catch is CancellationError {
      return nil
    } catch let error as UnknownOutcome {
      return Outcome(status: .unknown, error: CommandError(error), record: error.record)
    } catch {
      let shown = CommandError(any: error)
      if shown.code == access.interruption.signal?.exitCode { return nil }
      return Outcome(status: shown.code == .tryLater ? .pending : .failed, error: shown, record: known)
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
    // The same line may stand in the file twice, and mean it.
    var submission = try Submission(row.call, invocation, access.silent, twins: .ignore)
    submission.prices = nil
    if let results { submission.notes.tag = "\(results.batch)/\(row.key)" }
    return try await submission.submit().record
  }

  // MARK: - Telling

  private func tell(_ outcome: Outcome, of row: BatchRow) throws {
    let json = json(outcome, of: row)
    try results?.append(json)
    let console = access.console
    // What is said now takes the place of the line that changes.
    access.progress.end(clear: true)
    if let error = outcome.error { console.say(failure: "line \(row.line): \(error.message)") }
    if console.mode == .json { return try console.print(json, .compact) }
    if let saved = outcome.saved {
      try saved.show(console)
    } else if let result = outcome.outcome {
      for file in ResultFiles.all(in: result.result, schema: row.call.model?.schema.output) {
        try console.print(Harmless.text(file.url))
      }
    }
  }

  private func json(_ outcome: Outcome, of row: BatchRow) -> JSON {
    var json: JSON = [
      "line": .number(JSONNumber(row.line)), "key": .string(row.key), "status": .string(outcome.status.rawValue),
    ]
    if let result = outcome.outcome {
      let files = ResultFiles.all(in: result.result, schema: row.call.model?.schema.output)
      let document = result.json(outcome.saved, files)
      for (name, value) in document.object ?? [:] where name != "status" { json[name] = value }
    } else {
      json["endpoint_id"] = .string(row.call.endpoint.description)
      json["request_id"] = outcome.record?.requestID.map(JSON.string) ?? .null
      json["error"] = outcome.error?.json["error"] ?? .null
    }
    return json
  }

  private func skip(_ waiting: inout ArraySlice<BatchRow>, _ counts: inout [Outcome.Status: Int]) throws {
    while let row = waiting.popFirst() {
      counts[.skipped, default: 0] += 1
      try tell(Outcome(status: .skipped), of: row)
    }
  }

  private func show(_ counts: [Outcome.Status: Int], of total: Int) {
    let failed = counts[.failed, default: 0]
    let done = counts.values.reduce(0, +)
    access.progress.show("\(done) of \(total) done\(failed > 0 ? ", \(failed) failed" : "")", step: "batch")
  }
}
