import FalCore
import FalRegistry
import FalRunner

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
        name: .inFlight,
        short: "n",
        value: "N",
        summary: "Have so many requests on their way at a time.",
        defaultText: "4"
      ),
      OptionDefinition(
        name: .results,
        value: "FILE",
        summary: "Append the outcomes to this file.",
        values: .file,
        defaultText: "FILE.results.jsonl; none for standard input"
      ),
      OptionDefinition(name: .resume, summary: "Go on with a batch that was interrupted, or of which lines failed."),
      OptionDefinition(
        name: .force,
        summary: "With --resume: also send lines again of which nobody knows whether they were sent."
      ),
      OptionDefinition(name: .failFast, summary: "Send nothing more after the first failure."),
      OptionDefinition(name: .dryRun, summary: "Check all lines; send nothing."),
    ] + InputOptions.all + SavePolicy.definitions + FollowPolicy.definitions
      + RunOptions.definitions.filter { ![.resume, .force].contains($0.name) }
      + PriceGuard.definitions.filter { $0.name != .estimate },
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
    let saving = try SavePolicy(invocation)
    var following = try FollowPolicy(invocation, interruption)
    following.timeout = try invocation.settings.timeout
    let inFlight = try invocation.count(.inFlight) ?? 4
    guard (1...mostInFlight).contains(inFlight) else {
      throw RunError.usage("--in-flight takes a number from 1 to \(mostInFlight)")
    }
    let rows = try interruption.runPreparing { try await readRows(path, words, endpoint, invocation) }
    for row in rows {
      for warning in row.request.warnings {
        invocation.console.say(warning: "line \(row.line): \(warning.description)")
      }
    }
    if invocation.has(.dryRun) { return try show(rows, invocation.console) }
    let access = try RequestAccess(invocation, interruption)
    // The same line may stand in the file twice, and mean it.
    let options = try RunOptions(invocation, pending: .ignore)
    try interruption.run { try await options.prices?.check(rows.map(\.request), access.client) }
    let work = BatchRun(
      environment: access.environment,
      options: options,
      saving: saving,
      following: following,
      keepsLogs: invocation.showsLogs,
      results: try results(path, endpoint, invocation),
      inFlight: inFlight,
      stopsAtFailure: invocation.has(.failFast),
      sendsUnknown: invocation.has(.force),
      document: { $0.json["error"] },
      report: { row, outcome, json, counts in
        // What is said now takes the place of the line that changes.
        access.progress.end(clear: true)
        try tell(outcome, of: row, json, access.console)
        show(counts, of: rows.count, access.progress)
      }
    )
    let counts = try interruption.run { try await work.run(rows) }
    access.progress.end(clear: true)
    return report(counts, of: rows.count, invocation.console, interruption)
  }

  private static func arguments(
    _ invocation: Invocation
  ) throws(RunError) -> (endpoint: EndpointID, path: String, words: [InputAssignment]) {
    let words = invocation.arguments.compactMap(InputAssignment.init)
    let others = invocation.arguments.filter { InputAssignment($0) == nil }
    guard others.count == 2 else {
      let usage = invocation.command.usage(invocation.path)
      throw .usage(
        others.count < 2
          ? "\(others.isEmpty ? "MODEL" : "FILE") is missing: \(usage)" : "'\(others[2])' is not name=value: \(usage)",
        hint: "falkit batch --help"
      )
    }
    return (try invocation.endpoint(named: others[0]), others[1], words)
  }

  private static func readRows(
    _ path: String,
    _ words: [InputAssignment],
    _ endpoint: EndpointID,
    _ invocation: Invocation
  ) async throws -> [BatchRow] {
    let model = try await invocation.models().forInput(endpoint)
    let shared = try await shared(words, model, endpoint, invocation)
    let name = path == "-" ? "standard input" : path
    let text =
      path == "-"
      ? try InputFile.text(try invocation.standardInput.read(for: "batch"), name) : try InputFile.text(of: path)
    return try await BatchFile(
      text,
      name: name,
      format: path.lowercased().hasSuffix(".csv") ? .table : .json,
      endpoint: endpoint,
      model: model,
      shared: shared,
      policy: CheckPolicy(invocation)
    ).rows
  }

  /// What all lines have in common; whether it is enough, each line tells.
  private static func shared(
    _ words: [InputAssignment],
    _ model: RegisteredModel?,
    _ endpoint: EndpointID,
    _ invocation: Invocation
  ) async throws -> ModelInput {
    let base = ModelInput(json: try InputOptions.base(invocation))
    var builder = InputBuilder(
      base: base,
      schema: model?.schema.input ?? .anything,
      sources: try invocation.inputSources()
    )
    for word in words { try await builder.apply(word) }
    if let issue = builder.issues.first { throw RunError.invalid(issue, endpointID: endpoint.description) }
    return builder.input
  }

  private static func results(
    _ path: String,
    _ endpoint: EndpointID,
    _ invocation: Invocation
  ) throws(RunError) -> BatchOutcomes? {
    guard let results = invocation.value(.results) ?? (path == "-" ? nil : path + ".results.jsonl") else {
      guard !invocation.has(.resume) else { throw .usage("--resume needs --results FILE for standard input") }
      return nil
    }
    return try BatchOutcomes(path: results, endpoint: endpoint, resumes: invocation.has(.resume))
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
    _ counts: [BatchRun.Outcome.Status: Int],
    of total: Int,
    _ console: Console,
    _ interruption: Interruption
  ) -> ExitCode {
    let completed = counts[.completed, default: 0]
    var words = ["\(completed) of \(total) completed"]
    for status in [BatchRun.Outcome.Status.failed, .skipped, .pending, .unknown] {
      if let count = counts[status] { words.append("\(count) \(status.rawValue)") }
    }
    console.say(words.joined(separator: ", ") + (completed < total ? "; --resume goes on" : ""))
    if let signal = interruption.cause { return signal.exitCode }
    return completed == total ? .ok : .partial
  }

  private static func tell(
    _ outcome: BatchRun.Outcome,
    of row: BatchRow,
    _ json: JSON,
    _ console: Console
  ) throws {
    if let error = outcome.error { console.say(failure: "line \(row.line): \(error.message)") }
    if console.mode == .json { return try console.print(json, .compact) }
    if let saved = outcome.saved {
      try saved.show(console)
    } else if let result = outcome.result {
      for file in ResultFiles.all(in: result.result, schema: row.request.model?.schema.output) {
        try console.print(TerminalText.text(file.url))
      }
    }
  }

  private static func show(_ counts: [BatchRun.Outcome.Status: Int], of total: Int, _ progress: Progress) {
    let failed = counts[.failed, default: 0]
    let done = counts.values.reduce(0, +)
    progress.show("\(done) of \(total) done\(failed > 0 ? ", \(failed) failed" : "")", step: "batch")
  }
}
