import FalCore
import FalRequests

extension CommandDefinition {
  static let submit = CommandDefinition(
    name: "submit",
    group: .run,
    summary: "Submit a request, and do not wait for it.",
    details: ["Prints the request's id. falkit run --help tells how inputs are written."],
    arguments: CommandDefinition.run.arguments,
    options: InputOptions.all + Submission.definitions + PriceGuard.definitions + [
      OptionDefinition(name: "dry-run", summary: "Check the input and show the request; send nothing.")
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
    try run(try ModelCall(invocation), invocation, interruption)
  }

  /// Submits what was read and checked.
  static func run(_ call: ModelCall, _ invocation: Invocation, _ interruption: Interruption) throws -> ExitCode {
    call.say(invocation.console)
    if invocation.has("dry-run") { return try DryRun.show(call, try SubmitOptions(invocation), invocation) }
    try invocation.refuseLocal()
    let access = try RequestAccess(invocation, interruption)
    let submission = try Submission(call, invocation, access, twins: try Twins(invocation))
    let submitted = try interruption.run { try await submission.submit() }
    let record = submitted.record
    let console = invocation.console
    if console.mode == .json {
      let hosts = access.client.hosts
      var json = record.json
      if let id = record.requestID {
        let address = hosts.resultURL(of: record.endpoint, request: id)
        json["status_url"] = .string(address + "/status")
        json["response_url"] = .string(address)
        json["cancel_url"] = .string(address + "/cancel")
      }
      json["uploads"] = .array(submitted.files.map(\.json))
      json["warnings"] = .array(call.warnings.map(\.json))
      try console.print(json)
    } else {
      try console.print(Harmless.text(record.name))
      if console.mode == .human { console.say("falkit wait \(record.name) -d    falkit status \(record.name)") }
    }
    return .ok
  }
}
