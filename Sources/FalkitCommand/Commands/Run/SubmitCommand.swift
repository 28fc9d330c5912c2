import FalCore
import FalRequests
import FalRunner

extension CommandDefinition {
  static let submit = CommandDefinition(
    name: "submit",
    group: .run,
    summary: "Submit a request, and do not wait for it.",
    details: ["Prints the request's id. falkit run --help tells how inputs are written."],
    arguments: CommandDefinition.run.arguments,
    options: InputOptions.all + RunOptions.definitions + PriceGuard.definitions + [
      OptionDefinition(name: .dryRun, summary: "Check the input and show the request; send nothing.")
    ],
    examples: [
      Example(command: "id=$(falkit submit fal-ai/flux/dev prompt='a cat')", meaning: "keep the id"),
      Example(command: "falkit wait \"$id\" -d", meaning: "come back later, from any process"),
    ],
    exitCodes: [
      .ok, .usage, .invalid, .notFound, .unavailable, .cannotWrite, .tryLater, .auth, .config, .interrupted,
    ],
    takesInputs: true,
    run: { try SubmitCommand.run($0, Interruption()) }
  )
}

enum SubmitCommand {
  static func run(_ invocation: Invocation, _ interruption: Interruption) throws -> ExitCode {
    try run(try interruption.runPreparing { try await RunRequest.read(invocation) }, invocation, interruption)
  }

  /// Submits what was read and checked.
  static func run(_ request: RunRequest, _ invocation: Invocation, _ interruption: Interruption) throws -> ExitCode {
    request.say(invocation.console)
    if invocation.has(.dryRun) { return try DryRun.show(request, invocation) }
    try invocation.refuseLocal()
    let access = try RequestAccess(invocation, interruption)
    let submission = Submission(
      request,
      access.environment,
      try RunOptions(invocation, twins: try TwinPolicy(invocation))
    )
    let submitted = try interruption.run(within: try invocation.settings.timeout) { try await submission.submit() }
    let record = submitted.record
    let console = invocation.console
    if console.mode == .json {
      let hosts = access.client.hosts
      var json = record.json
      if let id = record.requestID {
        json["status_url"] = .string(hosts.statusURL(of: record.endpoint, request: id))
        json["response_url"] = .string(hosts.resultURL(of: record.endpoint, request: id))
        json["cancel_url"] = .string(hosts.cancelURL(of: record.endpoint, request: id))
      }
      json["uploads"] = .array(submitted.files.map(\.json))
      json["warnings"] = .array(request.warnings.map(\.json))
      try console.print(json)
    } else {
      try console.print(TerminalText.text(record.name))
      if console.mode == .human { console.say("falkit wait \(record.name) -d    falkit status \(record.name)") }
    }
    return .ok
  }
}
