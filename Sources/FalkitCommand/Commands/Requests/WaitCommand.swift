import FalCore
import FalRegistry
import FalRequests
import FalRunner
import FalSystem

extension CommandDefinition {
  static let wait = CommandDefinition(
    name: "wait",
    group: .requests,
    summary: "Wait for requests that were submitted, and get their results.",
    details: ["From any process, and after a restart: what is known of requests is on disk."],
    arguments: [RequestLookup.argument],
    options: RequestLookup.definitions + SavePolicy.definitions + FollowPolicy.definitions + ResultPrinter.definitions
      + [
        OptionDefinition(name: .all, summary: "Wait for all of them, which is what happens without --any."),
        OptionDefinition(name: .any, summary: "Wait until one of them has ended, and leave the others."),
      ],
    examples: [
      Example(command: "falkit wait @last -d", meaning: "the latest request, and save its files"),
      Example(command: "falkit wait 764cabcf 0b1e22aa --any", meaning: "whichever is first"),
    ],
    exitCodes: [
      .ok, .failed, .partial, .usage, .invalid, .notFound, .unavailable, .cannotWrite, .tryLater, .auth, .interrupted,
      .terminated,
    ],
    run: WaitCommand.run
  )
}

enum WaitCommand {
  static func run(_ invocation: Invocation) throws -> ExitCode {
    try invocation.refuseLocal()
    let interruption = Interruption()
    let saving = try SavePolicy(invocation)
    let following = try FollowPolicy(invocation, interruption)
    if invocation.has(.any), invocation.has(.all) { throw RunError.usage("--any and --all do not go together") }
    let access = try RequestAccess(invocation, interruption, showsLogs: invocation.showsLogs)
    let lookup = try RequestLookup(invocation, access)
    let work = Work(
      invocation: invocation,
      access: access,
      saving: saving,
      following: following,
      isForFirst: invocation.has(.any)
    )
    return try interruption.run(within: try invocation.settings.timeout) {
      let records = try await lookup.records(invocation.arguments)
      return records.count == 1 ? try await work.one(records[0]) : try await work.many(records)
    }
  }

  private struct Work: Sendable {
    let invocation: Invocation
    let access: RequestAccess
    let saving: SavePolicy?
    let following: FollowPolicy
    let isForFirst: Bool

    func one(_ record: RequestRecord) async throws -> ExitCode {
      let (ended, logs) = try await access.environment.follow(record, following)
      return try await finish(ended, logs, isOneOfMany: false)
    }

    /// Waits for several at a time; those that fail do not stop the others.
    func many(_ records: [RequestRecord]) async throws -> ExitCode {
      var codes: [ExitCode] = []
      var waiting = records[...]
      access.progress.show("waiting for \(records.count) requests", step: "wait")
      try await Parallel.run(
        limit: records.count,
        next: { waiting.popFirst() },
        work: { record -> Result<(record: RequestRecord, logs: [LogEntry]), RunError> in
          do {
            return .success(try await access.environment.silent.follow(record, following))
          } catch let interruption as RunInterruption {
            return .failure(RunError(interruption, access.interruption.cause))
          } catch {
            return .failure(RunError(any: error))
          }
        },
        receive: { _, ended in
          access.progress.end(clear: true)
          switch ended {
          case .success(let (record, logs)): codes.append(try await finish(record, logs, isOneOfMany: true))
          case .failure(let error):
            if isForFirst, error.kind == .interrupted { return true }
            access.console.report(error)
            codes.append(ExitCode(error.kind))
          }
          if isForFirst { return false }
          let left = records.count - codes.count
          if left > 0 { access.progress.show("waiting for \(left) of \(records.count) requests", step: "wait") }
          return true
        }
      )
      if let signal = access.interruption.cause { return signal.exitCode }
      guard let failure = codes.first(where: { $0 != .ok }) else { return .ok }
      return codes.allSatisfy { $0 == failure } ? failure : .partial
    }

    private func finish(_ record: RequestRecord, _ logs: [LogEntry], isOneOfMany: Bool) async throws -> ExitCode {
      var outcome = try RunOutcome(record, access.store)
      outcome.logs = invocation.showsLogs ? logs : nil
      let schema = try invocation.description(of: record.endpoint)?.schema.output
      var printer = ResultPrinter(invocation, access, saving, schema: schema)
      printer.isOneOfMany = isOneOfMany
      return try await printer.finish(outcome)
    }
  }
}
