package import FalCore
import FalRegistry
import FalRequests
import FalSystem

/// Does the lines of a batch, several at a time.
package struct BatchRun: Sendable {
  /// What became of a line.
  package struct Outcome: Sendable {
    package enum Status: String, Sendable, CaseIterable {
      case completed
      case failed
      /// It was not sent, because another had failed.
      case skipped
      /// Its request was cancelled, because the batch was told to end.
      case cancelled
      /// The same, but the model was at work already, and may finish.
      case stopping = "asked to stop"
      /// It goes on at fal.
      case pending
      /// Nobody knows whether it was sent.
      case unknown
    }

    package var status: Status
    package var result: RunOutcome?
    package var saved: SavedResult?
    package var error: RunError?
    /// Whether the request is one that another batch had made.
    package var isTakenOver = false
    /// Whether the batch was told to end, and has left it.
    fileprivate var isLeft = false
    var record: RequestRecord?
  }

  /// How far the batch has come.
  package struct Tally: Sendable {
    package let total: Int
    package fileprivate(set) var running = 0
    package fileprivate(set) var counts: [Outcome.Status: Int] = [:]
    /// How many lines have files that could not be saved.
    package fileprivate(set) var unsaved = 0
    /// How many lines have the requests of other batches.
    package fileprivate(set) var takenOver = 0

    /// How many lines have come to an end.
    package var done: Int { counts.values.reduce(0, +) }

    package subscript(_ status: Outcome.Status) -> Int { counts[status, default: 0] }
  }

  package enum Event: Sendable {
    case tally(Tally)
    /// A line has come to an end, which its document tells as the file of outcomes does.
    case ended(BatchRow, Outcome, JSON)
  }

  /// How lines are done.
  package struct Policy: Sendable {
    /// How many requests are on their way at a time.
    package var inFlight = 4
    package var stopsAtFailure = false
    /// Whether lines are sent although a request of another batch could be taken over.
    package var sendsAnew = false
    /// Whether lines are sent again of which nobody knows whether they were sent.
    package var sendsUnknown = false
    /// Whether the lines that models write are kept.
    package var keepsLogs = false

    package init() {}
  }

  let environment: RunEnvironment
  let options: RunOptions
  /// How files are saved; `nil` to leave them at fal.
  let saving: SavePolicy?
  let following: FollowPolicy
  let outcomes: BatchOutcomes
  let policy: Policy
  /// An error as the file of outcomes holds it.
  let document: @Sendable (RunError) -> JSON
  /// Is told what happens, one after the other.
  let report: @Sendable (Event) throws -> Void

  package init(
    environment: RunEnvironment,
    options: RunOptions,
    saving: SavePolicy?,
    following: FollowPolicy,
    outcomes: BatchOutcomes,
    policy: Policy,
    document: @escaping @Sendable (RunError) -> JSON,
    report: @escaping @Sendable (Event) throws -> Void
  ) {
    self.environment = environment
    self.options = options
    self.saving = saving
    self.following = following
    self.outcomes = outcomes
    self.policy = policy
    self.document = document
    self.report = report
  }

  /// Does what is left to do.
  ///
  /// - Returns: How many lines came to which end.
  /// - Throws: `RunError` of kind `cannotWrite` when outcomes cannot be written.
  package func run(_ rows: [BatchRow]) async throws -> Tally {
    var tally = Tally(total: rows.count)
    let left = rows.filter { !outcomes.isDone($0) }
    if left.count < rows.count { tally.counts[.completed] = rows.count - left.count }
    let earlier = try await outcomes.earlierRequests(environment.store)
    let twins = BatchTwins(
      outcomes,
      endpoint: left.first?.request.endpoint,
      sendsAnew: policy.sendsAnew,
      sendsUnknown: policy.sendsUnknown
    )
    var waiting = left[...]
    try await Parallel.run(
      limit: policy.inFlight,
      next: {
        guard !Task.isCancelled, let row = waiting.popFirst() else { return nil }
        tally.running += 1
        try report(.tally(tally))
        return row
      },
      work: { row in await outcome(of: row, earlier[row.key], twins) },
      receive: { row, outcome in
        tally.running -= 1
        // Without an outcome nothing was begun, and it is gone on with another time.
        guard let outcome else { return true }
        tally.counts[outcome.status, default: 0] += 1
        if outcome.isTakenOver { tally.takenOver += 1 }
        if outcome.saved?.failures.isEmpty == false { tally.unsaved += 1 }
        // That the batch was told to end is not the outcome of a line.
        if !outcome.isLeft { try tell(outcome, of: row) }
        if policy.stopsAtFailure, outcome.status != .completed { try skip(&waiting, &tally) }
        try report(.tally(tally))
        return true
      }
    )
    return tally
  }

  // MARK: - One line

  private func outcome(of row: BatchRow, _ earlier: RequestRecord?, _ twins: BatchTwins) async -> Outcome? {
    var known: Begun?
    do {
      let begun = try await begin(row, earlier, twins)
      known = begun
      var following = following
      // The request of another batch is not this one's to cancel.
      if begun.isTakenOver { following.cancels = { false } }
      let (ended, logs) = try await environment.silent.follow(begun.record, following)
      var result = try RunOutcome(ended, environment.store)
      result.input = begun.input ?? result.input
      result.warnings = row.request.warnings
      result.logs = policy.keepsLogs ? logs : nil
      let saved = try await save(result, row)
      return Outcome(
        status: .completed,
        result: result,
        saved: saved,
        isTakenOver: begun.isTakenOver,
        record: ended
      )
    } catch let interruption as RunInterruption {
      return Outcome(interruption, known?.record)
    } catch is CancellationError {
      return known.map { Outcome(status: .pending, isLeft: true, record: $0.record) }
    } catch let error as UnknownOutcome {
      return Outcome(status: .unknown, error: RunError(error), record: error.record)
    } catch {
      let shown = RunError(any: error)
      return Outcome(
        status: shown.kind == .tryLater ? .pending : .failed,
        error: shown,
        isTakenOver: known?.isTakenOver ?? false,
        record: known?.record
      )
    }
  }

  /// The request of a line.
  private struct Begun {
    let record: RequestRecord
    /// What was sent; `nil` where it was an earlier process that sent it.
    var input: JSON?
    var isTakenOver = false
  }

  /// One that an earlier process made and that may still end well, or that another batch has made; else a new one.
  private func begin(_ row: BatchRow, _ earlier: RequestRecord?, _ twins: BatchTwins) async throws -> Begun {
    switch earlier?.state {
    case .completed?, .inQueue?, .inProgress?:
      if let earlier { return Begun(record: earlier, isTakenOver: !outcomes.owns(earlier)) }
    case .unknown?, .submitting?:
      if let earlier, !policy.sendsUnknown { throw UnknownOutcome(earlier) }
    default: break
    }
    var options = options
    options.prices = nil
    options.notes.tag = outcomes.tag(of: row.key)
    options.twins = twins.policy(for: row.key)
    let submitted = try await Submission(row.request, environment.silent, options).submit()
    if submitted.record.state == .unknown { throw UnknownOutcome(submitted.record) }
    return Begun(record: submitted.record, input: submitted.input, isTakenOver: submitted.isResumed)
  }

  private func save(_ result: RunOutcome, _ row: BatchRow) async throws -> SavedResult? {
    guard var saving else { return nil }
    saving.columns = row.columns
    return try await environment.silent.save(result, saving, schema: row.request.model?.schema.output)
  }

  // MARK: - Telling

  private func tell(_ outcome: Outcome, of row: BatchRow) throws {
    let json = json(outcome, of: row)
    try outcomes.append(json)
    // What could not be saved is not done with.
    if let record = outcome.record, outcome.saved?.failures.isEmpty != false { environment.store.see(record.id) }
    try report(.ended(row, outcome, json))
  }

  private func json(_ outcome: Outcome, of row: BatchRow) -> JSON {
    var json: JSON = [
      "line": .number(JSONNumber(row.line)), "key": .string(row.key), "status": .string(outcome.status.rawValue),
    ]
    if let result = outcome.result {
      let files = ResultFiles.all(in: result.result, schema: row.request.model?.schema.output)
      for (name, value) in result.json(outcome.saved, files).object ?? [:] where name != "status" { json[name] = value }
      if !options.notes.keepsInput { json["input"] = .null }
    } else {
      json["endpoint_id"] = .string(row.request.endpoint.description)
      json["request_id"] = outcome.record?.requestID.map(JSON.string) ?? .null
      json["error"] = outcome.error.map(document) ?? .null
    }
    if outcome.isTakenOver { json["taken_over"] = true }
    return json
  }

  private func skip(_ waiting: inout ArraySlice<BatchRow>, _ tally: inout Tally) throws {
    while let row = waiting.popFirst() {
      tally.counts[.skipped, default: 0] += 1
      try tell(Outcome(status: .skipped), of: row)
    }
  }
}

extension BatchRun.Outcome {
  /// What became of a line when the batch was told to end; `nil` when nothing was begun.
  fileprivate init?(_ interruption: RunInterruption, _ record: RequestRecord?) {
    switch interruption {
    case .nothingSubmitted, .callGivenUp, .streamGivenUp: return nil
    case .cancelled(let cancellation) where cancellation.outcome == .cancelled:
      self.init(status: .cancelled, isLeft: true, record: cancellation.record)
    case .cancelled(let cancellation) where cancellation.outcome == .requested:
      self.init(status: .stopping, isLeft: true, record: cancellation.record)
    case .cancelled, .goesOn, .notCancelled, .notSaved:
      self.init(status: .pending, isLeft: true, record: record)
    }
  }
}

extension UnknownOutcome {
  /// What an earlier process, or another, did not come to know.
  fileprivate init(_ record: RequestRecord) {
    self.init(record: record, error: record.error ?? FalError(.connection, "the process was killed"))
  }
}
