import FalCore
import FalRequests
import FalRunner

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension CommandDefinition {
  static let list = CommandDefinition(
    name: "list",
    group: .requests,
    summary: "List the requests of this machine.",
    details: [
      "Without options: those that have not ended, and those that have and were never fetched. Nothing is asked of fal; falkit "
        + "poll does that."
    ],
    arguments: [ArgumentDefinition(optional: RequestLookup.argument)],
    options: [
      OptionDefinition(name: .all, short: "a", summary: "List those that have ended, too."),
      OptionDefinition(
        name: .status,
        value: "STATE",
        summary: "Only those in this state.",
        repeats: true,
        values: .choices(
          ["SUBMITTING", "UNKNOWN", "IN_QUEUE", "IN_PROGRESS", "COMPLETED", "FAILED", "CANCELLED", "EXPIRED"]
        )
      ),
      OptionDefinition(name: .model, value: "GLOB", summary: "Only those of these models.", values: .endpoint),
      OptionDefinition(name: .session, value: "NAME", summary: "Only those of this session."),
      OptionDefinition(name: .since, value: "TIME", summary: "Only those made within this time: 2h, 7d."),
      OptionDefinition(name: .limit, short: "l", value: "N", summary: "At most so many, the newest."),
      OptionDefinition(name: .prune, summary: "Remove those that ended more than 30 days ago from this machine."),
      OptionDefinition(name: .forget, summary: "Remove the given requests from this machine, whatever their state."),
      OptionDefinition(name: .yes, short: "y", summary: "Do not ask before removing."),
    ],
    examples: [
      Example(command: "falkit list", meaning: "what is on its way"),
      Example(command: "falkit list --all --since 1d --json", meaning: "all of today, for a program"),
    ],
    exitCodes: [.ok, .usage, .notFound, .cannotWrite, .config],
    usesPager: true,
    run: ListCommand.run
  )
}

enum ListCommand {
  private static let keptDays = 30

  static func run(_ invocation: Invocation) throws -> ExitCode {
    try invocation.refuseLocal()
    let store = try invocation.requestStore()
    if invocation.has(.forget) { return try forget(invocation, store) }
    if let word = invocation.arguments.first {
      throw RunError.usage("'\(word)' needs --forget", hint: "falkit status \(Shell.quoted(word))")
    }
    if invocation.has(.prune) { return try prune(invocation, store) }
    let filter = try filter(invocation)
    let listing = try Waiting.run { try await store.list(filter) }
    let unseen = try store.unseen(filter)
    let isUsual = invocation.values(.status).isEmpty && !invocation.has(.all)
    let records = (listing.records + (isUsual ? unseen : [])).sorted { $0.id > $1.id }.prefix(filter.limit ?? .max)
    try show(Array(records), unseen: Set(unseen.map(\.id)), invocation)
    let count = unseen.count { $0.hasResult }
    if count > 0 {
      let words = count == 1 ? "1 has ended and was" : "\(count) have ended and were"
      invocation.console.say(dimmed: "\(words) never fetched; falkit poll -d saves what it holds")
    }
    for damaged in listing.damaged { invocation.console.say("\(damaged)") }
    return .ok
  }

  private static func filter(_ invocation: Invocation) throws -> RequestFilter {
    var filter = RequestFilter()
    let states = Set(invocation.values(.status).map(RequestState.init(rawValue:)))
    filter.states = !states.isEmpty ? states : invocation.has(.all) ? nil : RequestState.pending
    filter.endpoint = invocation.value(.model)
    filter.session = invocation.session
    if let age = try invocation.duration(.since) { filter.since = Date(timeIntervalSinceNow: -(age / .seconds(1))) }
    if let limit = try invocation.count(.limit), limit > 0 { filter.limit = limit }
    return filter
  }

  private static func show(
    _ records: [RequestRecord],
    unseen: Set<RequestRecord.ID>,
    _ invocation: Invocation
  ) throws {
    let console = invocation.console
    let queue = try FalAccess.hosts().queue
    switch console.mode {
    case .json:
      let documents = records.map { record in
        var json = record.json
        json["queue"] = .string(record.queue)
        json["fetched"] = .bool(record.state.isFinal && !unseen.contains(record.id))
        return json
      }
      try console.print(["requests": .array(documents), "count": .number(JSONNumber(records.count))])
    case .plain:
      for record in records {
        let columns = [record.name, record.endpoint.description, record.state.rawValue, record.label ?? ""]
        try console.print(columns.map(TerminalText.text).joined(separator: "\t"))
      }
    case .human where records.isEmpty:
      console.say(invocation.has(.all) ? "no requests" : "nothing is pending; --all lists what has ended")
    case .human:
      let rows = records.map { record in
        [
          String(record.name.prefix(record.requestID == nil ? 14 : 8)), record.endpoint.description,
          record.state.rawValue, Age.words(since: record.created),
          // Which this fal does not know.
          (record.queue == queue || record.state.isFinal ? "" : "(at \(record.queue)) ") + (record.label ?? ""),
        ].map(TerminalText.text)
      }
      try console.print(
        TextLayout.table(
          ["REQUEST", "MODEL", "STATE", "AGE", "LABEL"],
          rows,
          width: console.width,
          style: console.style,
          leaveOut: [3]
        )
      )
    }
  }

  private static func prune(_ invocation: Invocation, _ store: RequestStore) throws -> ExitCode {
    let date = Date(timeIntervalSinceNow: -Double(keptDays) * 86_400)
    var filter = RequestFilter()
    filter.endedBefore = date
    let candidates = try Waiting.run { [filter] in try await store.list(filter).records }
    if !candidates.isEmpty, !invocation.has(.yes) {
      let question = "Remove \(candidates.count) requests that ended more than \(keptDays) days ago?"
      guard try Question.ask(question, invocation, toSkip: "--yes") else { return .ok }
    }
    let removed = try Waiting.run { try await store.prune(endedBefore: date) }
    return try report(removed, invocation.console)
  }

  private static func forget(_ invocation: Invocation, _ store: RequestStore) throws -> ExitCode {
    let session = invocation.session
    let records = try Waiting.run {
      var records: [RequestRecord] = []
      for name in invocation.arguments { records.append(try await store.find(name, session: session)) }
      return records
    }
    guard !records.isEmpty else { throw RunError.usage("--forget needs requests", hint: "falkit list --all") }
    try Waiting.run { for record in records { try await store.forget(record.id) } }
    return try report(records, invocation.console)
  }

  private static func report(_ removed: [RequestRecord], _ console: Console) throws -> ExitCode {
    if console.mode == .json {
      try console.print(["removed": .array(removed.map { .string($0.name) })])
    } else {
      console.say("\(removed.count) request\(removed.count == 1 ? "" : "s") removed from this machine")
    }
    return .ok
  }
}
