import FalCore
import FalRegistry
import FalRequests
import FalRunner

/// A round of questions about requests, and what is done with the answers.
struct PollRound: Sendable {
  struct Outcome: Sendable {
    var completed: [RequestRecord] = []
    var failed: [RequestRecord] = []
    var pending: [RequestRecord] = []
    /// Requests that could not be asked about, and files that could not be saved.
    var hasProblems = false
    /// Requests of another fal, which only that one could be asked about.
    var elsewhere: [RequestRecord] = []
    /// The files that were saved, as documents show them, by request.
    var files: [String: JSON] = [:]

    /// Takes over what a further round has brought.
    mutating func add(_ other: Outcome) {
      completed += other.completed
      failed += other.failed
      pending = other.pending
      hasProblems = hasProblems || other.hasProblems
      files.merge(other.files) { $1 }
    }
  }

  let invocation: Invocation
  let access: RequestAccess
  let saving: SavePolicy?
  let isWatching: Bool
  /// The requests whose results were shown before.
  let seen: Set<RequestRecord.ID>

  func ask(about records: [RequestRecord]) async throws -> Outcome {
    var outcome = Outcome()
    for await event in access.store.poll(records) {
      guard let error = event.error else {
        try await take(event.record, into: &outcome)
        continue
      }
      outcome.hasProblems = true
      outcome.pending.append(event.record)
      access.console.say(failure: "\(event.record.name): \(RunError(any: error).message)")
      try tell("unreachable", event.record)
    }
    // A reader that was told to end has not heard of all of them.
    try Task.checkCancellation()
    return outcome
  }

  private func take(_ record: RequestRecord, into outcome: inout Outcome) async throws {
    guard record.state.isFinal else {
      outcome.pending.append(record)
      return
    }
    guard record.state == .completed else {
      outcome.failed.append(record)
      if !isWatching || access.console.mode != .json {
        access.console.say("\(record.name)  \(record.state)  \(record.error?.message ?? "")")
      }
      try tell("failed", record)
      return access.store.finish(record.id)
    }
    outcome.completed.append(record)
    let saved = try await save(record)
    if let saved {
      outcome.files[record.id.rawValue] = saved.filesJSON
      outcome.hasProblems = outcome.hasProblems || !saved.failures.isEmpty
      saved.say(access.console)
      // Of what somebody has seen before, files that are gone are not asked for each time.
      if !saved.failures.isEmpty, seen.contains(record.id) { access.store.finish(record.id) }
    }
    try tell("completed", record, files: saved?.filesJSON)
  }

  private func save(_ record: RequestRecord) async throws -> SavedResult? {
    guard let saving, let result = try access.store.keptResult(of: record.id) else { return nil }
    let schema = try invocation.description(of: record.endpoint)?.schema.output
    let saver = ResultSaver(client: access.client, store: access.store, policy: saving, schema: schema)
    return try await saver.save(result: result, of: record)
  }

  /// With `--watch`, what has happened, at once.
  private func tell(_ event: String, _ record: RequestRecord, files: JSON? = nil) throws {
    guard isWatching else { return }
    let console = access.console
    switch console.mode {
    case .json:
      var json = record.json
      json["event"] = .string(event)
      if let files { json["files"] = files }
      try console.print(json, .compact)
    case .plain, .human:
      try console.print([record.name, record.state.rawValue].map(TerminalText.text).joined(separator: "\t"))
    }
  }

  /// What a single round has brought.
  func print(_ outcome: Outcome) throws {
    func list(_ records: [RequestRecord]) -> JSON {
      .array(
        records.map { record in
          var json = record.json
          if let files = outcome.files[record.id.rawValue] { json["files"] = files }
          return json
        }
      )
    }
    let counts = [
      ("completed", outcome.completed.count), ("failed", outcome.failed.count), ("pending", outcome.pending.count),
    ]
    switch access.console.mode {
    case .json:
      try access.console.print([
        "completed": list(outcome.completed), "failed": list(outcome.failed), "pending": list(outcome.pending),
        "elsewhere": list(outcome.elsewhere),
        "count": .object(JSONObject(counts.map { ($0.0, .number(JSONNumber($0.1))) })),
      ])
    case .plain:
      for record in outcome.completed + outcome.failed + outcome.pending {
        try access.console.print([record.name, record.state.rawValue].map(TerminalText.text).joined(separator: "\t"))
      }
    case .human:
      access.console.say(counts.map { "\($0.1) \($0.0)" }.joined(separator: ", "))
    }
    outcome.sayElsewhere(access.console)
  }
}

extension PollRound.Outcome {
  /// Names the fal that could be asked about the rest.
  fileprivate func sayElsewhere(_ console: Console) {
    for (queue, records) in Dictionary(grouping: elsewhere, by: \.queue).sorted(on: \.key) {
      let count = records.count == 1 ? "1 request is" : "\(records.count) requests are"
      let place = "in another queue, \(queue)"
      console.say(dimmed: "\(count) \(place), and were not asked about; FALKIT_QUEUE_URL names it")
    }
  }
}
