import FalCore
import FalRequests
import FalRunner

extension CommandDefinition {
  static let status = CommandDefinition(
    name: "status",
    group: .requests,
    summary: "Ask where requests are.",
    arguments: [RequestLookup.argument],
    options: RequestLookup.definitions + [
      OptionDefinition(name: .logs, summary: "Show the lines that the model has written."),
      OptionDefinition(name: .watch, summary: "Go on until the requests have ended."),
      OptionDefinition(
        name: .exitStatus,
        summary: "Say how they are by the exit code: 0 completed, 1 failed or cancelled, 75 otherwise."
      ),
    ],
    examples: [
      Example(command: "falkit status @last", meaning: "the latest request"),
      Example(command: "falkit status 764cabcf --exit-status && falkit result 764cabcf", meaning: "in a script"),
    ],
    exitCodes: [.ok, .failed, .usage, .notFound, .unavailable, .tryLater, .auth],
    run: StatusCommand.run
  )
}

enum StatusCommand {
  static func run(_ invocation: Invocation) throws -> ExitCode {
    try invocation.refuseLocal()
    let interruption = Interruption()
    let access = try RequestAccess(invocation, interruption)
    let lookup = try RequestLookup(invocation, access)
    let (isWatching, showsLogs) = (invocation.has(.watch), invocation.has(.logs))
    let records: [RequestRecord]
    do {
      records = try interruption.run {
        var latest: [RequestRecord] = []
        for record in try await lookup.records(invocation.arguments) {
          let ended = isWatching ? try await watch(record, access, showsLogs) : record
          latest.append(try await show(ended, access, logs: showsLogs && !isWatching))
        }
        return latest
      }
    } catch is CancellationError {
      // Looking on changes nothing, so that there is nothing to say.
      return interruption.cause?.exitCode ?? .interrupted
    }
    guard invocation.has(.exitStatus) else { return .ok }
    let states = records.map(\.state)
    if states.contains(where: { !$0.isFinal }) { return .tryLater }
    return states.allSatisfy { $0 == .completed } ? .ok : .failed
  }

  private static func watch(
    _ record: RequestRecord,
    _ access: RequestAccess,
    _ showsLogs: Bool
  ) async throws -> RequestRecord {
    guard record.handle != nil else { return record }
    var options = FollowOptions()
    options.includesLogs = showsLogs
    let view = RunView(console: access.console, progress: access.progress, showsLogs: showsLogs)
    let ended = try await access.store.follow(record.id, options: options, timeout: nil) { view.show($0) }
    access.progress.end(clear: true)
    return ended
  }

  /// Asks, and prints the answer.
  private static func show(
    _ record: RequestRecord,
    _ access: RequestAccess,
    logs: Bool
  ) async throws -> RequestRecord {
    let record = try await access.store.refresh(record.id)
    let console = access.console
    var lines: [LogEntry] = []
    if logs, let handle = record.handle { lines = try await access.client.status(of: handle, logs: true).logs }
    switch console.mode {
    case .json:
      var json = record.json
      if logs { json["logs"] = .array(lines.map(\.json)) }
      try console.print(json, .compact)
    case .plain:
      try console.print(
        [record.name, record.endpoint.description, record.state.rawValue].map(TerminalText.text).joined(separator: "\t")
      )
      for line in lines { console.say(line.message) }
    case .human:
      try console.print(text(record, console))
      for line in lines { console.say("  " + line.message) }
    }
    // Of one without a result this was all that there is to see.
    if record.state.isFinal, !record.hasResult { access.store.finish(record.id) }
    return record
  }

  private static func text(_ record: RequestRecord, _ console: Console) -> String {
    var words = [console.style.name(TerminalText.text(record.name)), TerminalText.text(record.endpoint.description)]
    words.append(console.style.strong(TerminalText.text(record.state.rawValue)))
    if let position = record.queuePosition { words.append("position \(position)") }
    words.append(Age.words(since: record.created, until: record.ended))
    var text = words.joined(separator: "  ")
    if let error = record.error { text += "\n  " + TerminalText.text(error.message) }
    return text
  }
}
