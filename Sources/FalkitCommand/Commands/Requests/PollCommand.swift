import FalCore
import FalRegistry
import FalRequests
import FalRunner

extension CommandDefinition {
  static let poll = CommandDefinition(
    name: "poll",
    group: .requests,
    summary: "Ask once about all requests that have not ended.",
    details: [
      "What is new is kept, and with --download saved, as is what has ended before and was never fetched; good for a timer. Any number of processes may poll at a time; each file is saved once."
    ],
    arguments: [ArgumentDefinition(optional: RequestLookup.argument)],
    options: RequestLookup.definitions + SavePolicy.definitions + [
      OptionDefinition(name: .session, value: "NAME", summary: "Only requests of this session."),
      OptionDefinition(name: .watch, summary: "Go on until none is left; with --json one line per event."),
      OptionDefinition(
        name: .interval,
        value: "TIME",
        summary: "How long to wait between the rounds of --watch.",
        defaultText: "5s"
      ),
      OptionDefinition(name: .exitStatus, summary: "Exit with 1 when a request has failed."),
    ],
    examples: [
      Example(command: "falkit poll -d -o results/", meaning: "save what has ended since the last time"),
      Example(command: "falkit poll --watch --json", meaning: "a line for everything that happens"),
    ],
    exitCodes: [.ok, .failed, .partial, .usage, .unavailable, .cannotWrite, .auth, .interrupted, .terminated],
    run: PollCommand.run
  )
}

enum PollCommand {
  static func run(_ invocation: Invocation) throws -> ExitCode {
    try invocation.refuseLocal()
    let interruption = Interruption()
    let saving = try SavePolicy(invocation)
    let interval = try invocation.duration(.interval) ?? .seconds(5)
    let access = try RequestAccess(invocation, interruption)
    let lookup = try RequestLookup(invocation, access)
    let isWatching = invocation.has(.watch)
    do {
      return try interruption.run {
        var total = PollRound.Outcome()
        var records = try await open(invocation, lookup, access)
        let unseen = Set(try access.store.unseen().map(\.id))
        let round = PollRound(
          invocation: invocation,
          access: access,
          saving: saving,
          isWatching: isWatching,
          seen: Set(records.filter { $0.state.isFinal }.map(\.id)).subtracting(unseen)
        )
        if invocation.arguments.isEmpty {
          // Only the fal that has them could say something of them, which is no failure of a timer's.
          total.elsewhere = records.filter { $0.queue != access.client.hosts.queue }
          records.removeAll { $0.queue != access.client.hosts.queue }
        }
        while true {
          let outcome = try await round.ask(about: records)
          total.add(outcome)
          records = outcome.pending
          guard isWatching, !records.isEmpty else { break }
          try await Task.sleep(for: interval)
        }
        if !isWatching { try round.print(total) }
        if invocation.has(.exitStatus), !total.failed.isEmpty { return .failed }
        return total.hasProblems ? .partial : .ok
      }
    } catch is CancellationError {
      return interruption.cause?.exitCode ?? .interrupted
    }
  }

  /// What there is to ask about, and what has ended and nobody has got: with `--download` all of it, else failures.
  private static func open(
    _ invocation: Invocation,
    _ lookup: RequestLookup,
    _ access: RequestAccess
  ) async throws -> [RequestRecord] {
    if !invocation.arguments.isEmpty { return try await lookup.records(invocation.arguments) }
    var filter = RequestFilter.pending
    filter.session = invocation.session
    // Of those without an id nothing can be asked.
    let pending = try await access.store.list(filter).records.filter { $0.handle != nil }
    let savesFiles = try SavePolicy(invocation) != nil
    let ended = try access.store.unseen(filter, includingSeen: savesFiles).filter { savesFiles || !$0.hasResult }
    return pending + ended
  }
}
