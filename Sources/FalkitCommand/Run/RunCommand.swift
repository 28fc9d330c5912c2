import FalCore
import FalRegistry
import FalRequests

extension CommandDefinition {
  static let run = CommandDefinition(
    name: "run",
    group: .run,
    summary: "Run a model and wait for its result.",
    details: [
      "Inputs are NAME=VALUE, read as the model's schema says: a text stays text, a list takes one item for each NAME=VALUE, "
        + "and elements[0].image_url=... reaches inside. NAME:=JSON sets any JSON, NAME:@FILE the text of a file. --name VALUE "
        + "is the same as name=VALUE, for names that are no options.",
      "A file of this machine is NAME=@FILE, or NAME=FILE where there is one; NAME=@- is standard input. It is uploaded when "
        + "all of the input was checked. NAME=@last and NAME=@request:ID take the files of an earlier request.",
      "The request is written down before it is sent. Ctrl-C cancels it; when the command is killed, or waits for too long, it "
        + "goes on, and falkit wait comes back to it.",
    ],
    arguments: [
      ArgumentDefinition(name: "MODEL", summary: "The model's id, or the address of its web page.", values: .endpoint),
      ArgumentDefinition(
        name: "NAME=VALUE",
        summary: "An input.",
        isOptional: true,
        repeats: true,
        values: .assignment
      ),
    ],
    options: InputOptions.all + SaveOptions.options + FollowArguments.definitions + Submission.definitions
      + PriceGuard.definitions + ResultPrinter.definitions + [
        OptionDefinition(name: "no-wait", summary: "Do not wait: the same as falkit submit."),
        OptionDefinition(name: "sync", summary: "Call the model directly, without the queue; nothing is written down."),
        OptionDefinition(name: "stream", summary: "Print what the model sends while it works, as it comes."),
        OptionDefinition(name: "dry-run", summary: "Check the input and show the request; send nothing."),
      ],
    examples: [
      Example(command: "falkit run fal-ai/flux/dev prompt='a cat' --local -d", meaning: "try it, without a key"),
      Example(command: "falkit run fal-ai/flux/dev prompt='a cat' num_images=2 -d -o cats/", meaning: "two pictures"),
      Example(
        command: "falkit run fal-ai/kling-video/v2.1/standard/image-to-video prompt:@shot.txt image_url=@photo.jpg -d",
        meaning: "from a text and a picture"
      ),
      Example(command: "falkit schema fal-ai/whisper --example | falkit run fal-ai/whisper -i -", meaning: "from JSON"),
    ],
    exitCodes: [
      .ok, .failed, .partial, .usage, .invalid, .notFound, .unavailable, .cannotWrite, .tryLater, .auth, .config,
      .interrupted, .terminated,
    ],
    takesInputs: true,
    run: RunCommand.run
  )
}

enum RunCommand {
  static func run(_ invocation: Invocation) throws -> ExitCode {
    // Before there are other threads, which would get the signals instead.
    let interruption = Interruption()
    let mode = try RunMode(invocation)
    return try run(try ModelCall(invocation), mode, invocation, interruption)
  }

  /// Runs what was read and checked.
  static func run(
    _ call: ModelCall,
    _ mode: RunMode,
    _ invocation: Invocation,
    _ interruption: Interruption
  ) throws -> ExitCode {
    if mode == .submit { return try SubmitCommand.run(call, invocation, interruption) }
    let saving = try SaveOptions(invocation)
    let following = try FollowArguments(invocation)
    call.say(invocation.console)
    if invocation.has("dry-run") { return try DryRun.show(call, try SubmitOptions(invocation), invocation) }
    let access = try RequestAccess(invocation, interruption)
    if invocation.has("estimate") { return try interruption.run { try await PriceGuard.show(call, access) } }
    let submission = try Submission(call, invocation, access, twins: try Twins(invocation))
    let printer = ResultPrinter(invocation, access, saving, schema: call.model?.schema.output)
    if mode == .stream { return try stream(submission, interruption) }
    if mode == .direct { return try callDirectly(submission, printer, interruption) }
    return try interruption.run {
      let submitted = try await submission.submit()
      if submitted.isResumed { access.console.say("following \(submitted.record.name), which was submitted before") }
      let logs = LogLines()
      let record = try await access.follow(submitted.record, following, logs: logs)
      var outcome = try ModelOutcome(record, access.store)
      outcome.uploads = .array(submitted.files.map(\.json))
      outcome.warnings = call.warnings
      outcome.logs = following.showsLogs ? logs.json : nil
      return try await printer.finish(outcome)
    }
  }

  private static func callDirectly(
    _ submission: Submission,
    _ printer: ResultPrinter,
    _ interruption: Interruption
  ) throws -> ExitCode {
    let access = submission.access
    return try interruption.run {
      let (json, files) = try await submission.input()
      access.progress.show("running", step: "run")
      let result: FalResult<JSON>
      do {
        result = try await access.client.run(submission.call.endpoint, input: .json(json), options: submission.options)
      } catch is CancellationError {
        throw access.interrupted("the call was given up; the model may have run, and cost, all the same")
      }
      access.progress.end()
      var outcome = ModelOutcome(result, endpoint: submission.call.endpoint, input: json)
      outcome.uploads = .array(files.map(\.json))
      outcome.warnings = submission.call.warnings
      return try await printer.finish(outcome)
    }
  }

  /// Prints what the model sends, each on a line of its own.
  private static func stream(_ submission: Submission, _ interruption: Interruption) throws -> ExitCode {
    let access = submission.access
    let endpoint = submission.call.endpoint
    return try interruption.run {
      let (json, _) = try await submission.input()
      do {
        for try await event in access.client.stream(endpoint, input: .json(json), options: submission.options) {
          try access.console.print(event.json, .compact)
        }
      } catch is CancellationError {
        throw access.interrupted("the stream was given up; the model may have gone on, and cost, all the same")
      }
      return .ok
    }
  }
}
