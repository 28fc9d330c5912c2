import FalCore
import FalRegistry
import FalRequests
import FalRunner

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
    options: InputOptions.all + SavePolicy.definitions + FollowPolicy.definitions + RunOptions.definitions
      + PriceGuard.definitions + ResultPrinter.definitions + [
        OptionDefinition(name: .noWait, summary: "Do not wait: the same as falkit submit."),
        OptionDefinition(name: .sync, summary: "Call the model directly, without the queue; nothing is written down."),
        OptionDefinition(name: .stream, summary: "Print what the model sends while it works, as it comes."),
        OptionDefinition(name: .dryRun, summary: "Check the input and show the request; send nothing."),
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
    let mode = try RunMode(invocation.options)
    let request = try interruption.runPreparing { try await RunRequest.read(invocation) }
    return try run(request, mode, invocation, interruption)
  }

  /// Runs what was read and checked.
  static func run(
    _ request: RunRequest,
    _ mode: RunMode,
    _ invocation: Invocation,
    _ interruption: Interruption
  ) throws -> ExitCode {
    if mode == .submit { return try SubmitCommand.run(request, invocation, interruption) }
    let saving = try SavePolicy(invocation)
    if case .only? = saving?.destination, let count = request.input.json["num_images"].int, count > 1 {
      throw RunError.usage("standard output takes one file, and num_images asks for \(count)")
    }
    let following = try FollowPolicy(invocation, interruption)
    let limit = try invocation.settings.timeout
    request.say(invocation.console)
    if invocation.has(.dryRun) { return try DryRun.show(request, invocation) }
    let access = try RequestAccess(invocation, interruption, showsLogs: invocation.showsLogs)
    if invocation.has(.estimate) {
      return try interruption.run { try await PriceGuard.show([request], of: request.endpoint, access) }
    }
    let submission = Submission(
      request,
      access.environment,
      try RunOptions(invocation, twins: try TwinPolicy(invocation))
    )
    let printer = ResultPrinter(invocation, access, saving, schema: request.model?.schema.output)
    return try interruption.run(within: limit) {
      switch mode {
      case .stream:
        try await submission.stream { try access.console.print($0.json, .compact) }
        return .ok
      case .direct: return try await printer.finish(try await submission.call())
      case .wait, .submit:
        let submitted = try await submission.submit()
        if submitted.isResumed { access.console.say("following \(submitted.record.name), which was submitted before") }
        let (record, logs) = try await access.environment.follow(submitted.record, following)
        var outcome = try RunOutcome(record, access.store)
        outcome.input = submitted.input
        outcome.uploads = .array(submitted.files.map(\.json))
        outcome.warnings = request.warnings
        outcome.logs = invocation.showsLogs ? logs : nil
        return try await printer.finish(outcome)
      }
    }
  }
}
