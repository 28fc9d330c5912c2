import FalCore
import FalRegistry
import FalRequests
import FalRunner
import FalStorage

extension CommandDefinition {
  static let result = CommandDefinition(
    name: "result",
    group: .requests,
    summary: "Print the result of a request, or save its files.",
    details: ["From this machine where it is kept; fal is asked when it is not."],
    arguments: [ArgumentDefinition(single: RequestLookup.argument)],
    options: RequestLookup.definitions + SavePolicy.definitions + [
      OptionDefinition(name: .wait, summary: "Wait until the request has ended."),
      OptionDefinition(name: .raw, summary: "Print the service's whole answer, unchanged."),
      OptionDefinition(name: .refresh, summary: "Ask fal again, also for a result that is kept."),
    ] + FollowPolicy.definitions + ResultPrinter.definitions,
    examples: [
      Example(command: "falkit result @last", meaning: "the addresses of its files"),
      Example(command: "falkit result 764cabcf --raw | jq .seed", meaning: "the model's answer"),
    ],
    exitCodes: [
      .ok, .failed, .partial, .usage, .invalid, .notFound, .unavailable, .cannotWrite, .tryLater, .auth, .interrupted,
    ],
    run: ResultCommand.run
  )
}

enum ResultCommand {
  static func run(_ invocation: Invocation) throws -> ExitCode {
    try invocation.refuseLocal()
    let interruption = Interruption()
    let saving = try SavePolicy(invocation)
    let following = try FollowPolicy(invocation, interruption)
    if invocation.has(.raw), saving != nil { throw RunError.usage("--raw prints, and does not save") }
    let access = try RequestAccess(invocation, interruption, showsLogs: invocation.showsLogs)
    let lookup = try RequestLookup(invocation, access)
    return try interruption.run(within: try invocation.settings.timeout) {
      var record = try await lookup.record(invocation.arguments[0])
      if invocation.has(.wait) {
        record = try await access.environment.follow(record, following).record
      } else if !record.state.isFinal, record.handle != nil {
        record = try await access.store.refresh(record.id)
      }
      if invocation.has(.refresh), let handle = record.handle, record.state == .completed {
        let result = try await access.client.result(of: handle)
        return try await print(RunOutcome(result, of: record, access.store), access, saving, invocation)
      }
      return try await print(try RunOutcome(record, access.store), access, saving, invocation)
    }
  }

  private static func print(
    _ outcome: RunOutcome,
    _ access: RequestAccess,
    _ saving: SavePolicy?,
    _ invocation: Invocation
  ) async throws -> ExitCode {
    if invocation.has(.raw) {
      try outcome.printRaw(access.console)
      outcome.see(access.store)
      return .ok
    }
    let schema = try invocation.description(of: outcome.endpoint)?.schema.output
    let printer = ResultPrinter(invocation, access, saving, schema: schema)
    return try await printer.finish(outcome)
  }
}

extension ArgumentDefinition {
  /// The same argument, where there can be only one.
  init(single argument: ArgumentDefinition) {
    self = argument
    repeats = false
  }
}

extension RunOutcome {
  /// Prints the model's whole answer as it was: JSON, or the bytes of an answer that is something else.
  fileprivate func printRaw(_ console: Console) throws {
    guard result.object?.count == 1, let url = result["file"]["url"].string, let content = DataURI(url) else {
      return try console.print(result)
    }
    let isText = content.contentType.hasPrefix("text/")
    if Terminal.isTerminal(.output), !isText {
      throw RunError.usage("the answer is \(content.contentType), which does not belong on a terminal; -d saves it")
    }
    try Terminal.write(content.bytes, to: .output)
  }
}
