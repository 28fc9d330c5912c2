import FalCore
import FalRegistry

extension CommandDefinition {
  static let batch = CommandDefinition(
    name: "batch",
    group: .run,
    summary: "Run a model once for each line of a file.",
    details: [
      "FILE has a JSON object in each line, or is a table in CSV with the names of inputs as its heading. Inputs on the command "
        + "line hold for all lines that do not have their own. All lines are checked before the first is sent; files of this "
        + "machine can be given on the command line only.",
      "Each outcome is appended to FILE.results.jsonl as soon as it is known. With --resume only those lines are sent that did "
        + "not succeed; what is on its way is waited for, and never sent again.",
    ],
    arguments: [
      ArgumentDefinition(name: "MODEL", summary: "The model's id, or the address of its web page.", values: .endpoint),
      ArgumentDefinition(name: "FILE", summary: "The inputs; - is standard input.", values: .file),
      ArgumentDefinition(
        name: "NAME=VALUE",
        summary: "An input that all lines have in common.",
        isOptional: true,
        repeats: true,
        values: .assignment
      ),
    ],
    options: [
      OptionDefinition(
        name: "in-flight",
        short: "n",
        value: "N",
        summary: "Have so many requests on their way at a time.",
        defaultText: "4"
      ),
      OptionDefinition(
        name: "results",
        value: "FILE",
        summary: "Append the outcomes to this file.",
        values: .file,
        defaultText: "FILE.results.jsonl; none for standard input"
      ),
      OptionDefinition(name: "resume", summary: "Go on with a batch that was interrupted, or of which lines failed."),
      OptionDefinition(
        name: "force",
        summary: "With --resume: also send lines again of which nobody knows whether they were sent."
      ),
      OptionDefinition(name: "fail-fast", summary: "Send nothing more after the first failure."),
      OptionDefinition(name: "dry-run", summary: "Check all lines; send nothing."),
    ] + InputOptions.all + SaveOptions.options + FollowArguments.definitions
      + Submission.definitions.filter { !["resume", "force"].contains($0.name) }
      + PriceGuard.definitions.filter { $0.name != "estimate" },
    examples: [
      Example(command: "falkit batch fal-ai/flux/dev prompts.jsonl -d -o cats/", meaning: "a picture for each line"),
      Example(command: "falkit batch fal-ai/flux/dev prompts.csv image_size=square -n 8", meaning: "from a table"),
      Example(
        command: "falkit batch fal-ai/flux/dev prompts.jsonl -d -o cats/ --resume",
        meaning: "what is left of it"
      ),
    ],
    exitCodes: CommandDefinition.run.exitCodes,
    takesInputs: true,
    run: BatchCommand.run
  )
}

enum BatchCommand {
  private static let mostInFlight = 100

  static func run(_ invocation: Invocation) throws -> ExitCode {
    let interruption = Interruption()
    let (endpoint, path, words) = try arguments(invocation)
    let saving = try SaveOptions(invocation)
    let following = try FollowArguments(invocation)
    let inFlight = try invocation.count("in-flight") ?? 4
    guard (1...mostInFlight).contains(inFlight) else {
      throw CommandError.usage("--in-flight takes a number from 1 to \(mostInFlight)")
    }
    let shared = try shared(words, endpoint, invocation)
    let rows = try BatchFile(path, endpoint, shared: shared, invocation).rows
    for row in rows {
      for warning in row.call.warnings { invocation.console.say(warning: "line \(row.line): \(warning.description)") }
    }
    if invocation.has("dry-run") { return try show(rows, invocation.console) }
    let access = try RequestAccess(invocation, interruption)
    let prices = try PriceGuard(invocation)
    try interruption.run { try await prices.check(rows.map(\.call), access.client) }
    let work = BatchWork(
      invocation: invocation,
      access: access,
      saving: saving,
      following: following,
      results: try results(path, endpoint, invocation),
      inFlight: inFlight,
      stopsAtFailure: invocation.has("fail-fast"),
      sendsUnknown: invocation.has("force")
    )
    let counts = try interruption.run { try await work.run(rows) }
    return report(counts, of: rows.count, invocation.console, interruption)
  }

  private static func arguments(
    _ invocation: Invocation
  ) throws(CommandError) -> (endpoint: EndpointID, path: String, words: [InputWord]) {
    let words = invocation.arguments.compactMap(InputWord.init)
    let others = invocation.arguments.filter { InputWord($0) == nil }
    guard others.count == 2 else {
      let usage = HelpText.usage(of: invocation.command, path: invocation.path)
      throw .usage(
        others.count < 2
          ? "\(others.isEmpty ? "MODEL" : "FILE") is missing: \(usage)" : "'\(others[2])' is not name=value: \(usage)",
        hint: "falkit batch --help"
      )
    }
    return (try invocation.endpoint(named: others[0]), others[1], words)
  }

  /// What all lines have in common; whether it is enough, each line tells.
  private static func shared(
    _ words: [InputWord],
    _ endpoint: EndpointID,
    _ invocation: Invocation
  ) throws(CommandError) -> ModelInput {
    let schema = try invocation.inputDescription(of: endpoint)?.schema.input ?? .anything
    let base = ModelInput(json: try InputOptions.base(invocation))
    var builder = InputBuilder(base: base, schema: schema, sources: InputBuilder.Sources(invocation))
    for word in words { try builder.apply(word) }
    if let issue = builder.issues.first { throw .invalid(issue, endpointID: endpoint.description) }
    return builder.input
  }

  private static func results(
    _ path: String,
    _ endpoint: EndpointID,
    _ invocation: Invocation
  ) throws(CommandError) -> BatchResults? {
    guard let results = invocation.value("results") ?? (path == "-" ? nil : path + ".results.jsonl") else {
      guard !invocation.has("resume") else { throw .usage("--resume needs --results FILE for standard input") }
      return nil
    }
    return try BatchResults(path: results, endpoint: endpoint, resumes: invocation.has("resume"))
  }

  private static func show(_ rows: [BatchRow], _ console: Console) throws -> ExitCode {
    if console.mode == .json {
      try console.print(["valid": true, "lines": .number(JSONNumber(rows.count))])
    } else {
      console.say("\(rows.count) line\(rows.count == 1 ? "" : "s") could be sent; nothing was")
    }
    return .ok
  }

  private static func report(
    _ counts: [BatchWork.Outcome.Status: Int],
    of total: Int,
    _ console: Console,
    _ interruption: Interruption
  ) -> ExitCode {
    let completed = counts[.completed, default: 0]
    var words = ["\(completed) of \(total) completed"]
    for status in [BatchWork.Outcome.Status.failed, .skipped, .pending, .unknown] {
      if let count = counts[status] { words.append("\(count) \(status.rawValue)") }
    }
    console.say(words.joined(separator: ", ") + (completed < total ? "; --resume goes on" : ""))
    if let signal = interruption.signal { return signal.exitCode }
    return completed == total ? .ok : .partial
  }
}
