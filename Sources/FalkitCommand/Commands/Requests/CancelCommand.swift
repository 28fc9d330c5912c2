import FalCore
import FalRequests
import FalRunner

extension CommandDefinition {
  static let cancel = CommandDefinition(
    name: "cancel",
    group: .requests,
    summary: "Cancel requests.",
    details: [
      "A request that waits is taken out of the queue. One that runs is asked to stop; it may finish, and be charged, all "
        + "the same."
    ],
    arguments: [ArgumentDefinition(optional: RequestLookup.argument)],
    options: RequestLookup.definitions + [
      OptionDefinition(name: .allPending, summary: "Cancel all requests of this machine that have not ended."),
      OptionDefinition(name: .yes, short: "y", summary: "Do not ask before cancelling all."),
    ],
    examples: [
      Example(command: "falkit cancel @last", meaning: "the latest request"),
      Example(command: "falkit cancel --all-pending --yes", meaning: "everything that is on its way"),
    ],
    exitCodes: [.ok, .failed, .partial, .usage, .notFound, .unavailable, .auth],
    run: CancelCommand.run
  )
}

enum CancelCommand {
  static func run(_ invocation: Invocation) throws -> ExitCode {
    try invocation.refuseLocal()
    let isAll = invocation.has(.allPending)
    guard isAll != !invocation.arguments.isEmpty else {
      throw RunError.usage("cancel takes either requests or --all-pending", hint: "falkit list")
    }
    let access = try RequestAccess(invocation, Interruption())
    let lookup = try RequestLookup(invocation, access)
    let records = try Waiting.run {
      isAll
        ? try await access.store.list(.pending).records.filter { $0.handle != nil }
        : try await lookup.records(invocation.arguments)
    }
    if isAll, !records.isEmpty, !invocation.has(.yes) {
      let question = "Cancel \(records.count) request\(records.count == 1 ? "" : "s")?"
      guard try Question.ask(question, invocation, toSkip: "--yes") else { return .failed }
    }
    var outcomes: [Cancellation.Outcome] = []
    for record in records {
      let cancellation = try Waiting.run { try await access.store.cancel(record.id) }
      try show(cancellation, invocation.console)
      outcomes.append(cancellation.outcome)
    }
    if isAll, records.isEmpty { invocation.console.say("nothing is pending") }
    return code(outcomes)
  }

  private static func show(_ cancellation: Cancellation, _ console: Console) throws {
    guard console.mode == .json else { return console.say(cancellation.words) }
    var json = cancellation.record.json
    json["cancellation"] = .string(cancellation.outcome.name)
    try console.print(json, .compact)
  }

  private static func code(_ outcomes: [Cancellation.Outcome]) -> ExitCode {
    let failures = outcomes.filter { $0 != .cancelled && $0 != .requested }
    guard let first = failures.first else { return .ok }
    if failures.count < outcomes.count { return .partial }
    return first == .notFound ? .notFound : .failed
  }
}

extension Cancellation.Outcome {
  /// The outcome as one word, as documents have it.
  var name: String {
    switch self {
    case .cancelled: "cancelled"
    case .requested: "requested"
    case .alreadyEnded: "already-ended"
    case .declined: "declined"
    case .notFound: "not-found"
    }
  }
}

extension ArgumentDefinition {
  /// The same argument, where it may be left out.
  init(optional argument: ArgumentDefinition) {
    self = argument
    isOptional = true
  }
}
