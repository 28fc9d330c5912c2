import FalCore
import FalRegistry
import FalRequests
import FalRunner

extension CommandDefinition {
  static let batch = CommandDefinition(
    name: "batch",
    group: .run,
    summary: "Run a model once for each line of a file.",
    details: [
      "FILE has a JSON object in each line or an array of them, is a table (CSV, TSV) with the names of inputs as its heading, or "
        + "a text (.txt) with a prompt in each line. Inputs on the command line hold for all lines that do not have their own, "
        + "and may be made from columns: prompt='a {animal}'. So may names of files: -o '{line}-{animal}.{ext}'. All lines are "
        + "checked before the first is sent.",
      "Lines name files of this machine only if the command line says so: --files DIR lets them take files of that folder, "
        + "image_url=@{photo} those beside FILE whose names are in a column.",
      "Each outcome is appended to FILE.results.jsonl as soon as it is known. With --resume only those lines are sent that did "
        + "not succeed; what is on its way is waited for, and never sent again. That goes for the requests of other batches, "
        + "too: a line takes over one that asks the same and is on its way, or whose outcome is in no file any more.",
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
        summary: "Send lines although a request of another batch asks the same and could be taken over."
      ),
      OptionDefinition(
        name: .forceUnknown,
        summary: "Send lines again of which nobody knows whether they were sent."
      ),
      OptionDefinition(
        name: .files,
        value: "DIR",
        summary: "Let lines name files in this folder, relative to FILE or to the folder.",
        values: .file
      ),
      OptionDefinition(
        name: .format,
        value: "FORMAT",
        summary: "How FILE is written.",
        values: .choices(BatchTable.Format.allCases.map(\.rawValue)),
        defaultText: "as its name or its beginning says"
      ),
      OptionDefinition(name: .failFast, summary: "Send nothing more after the first failure."),
      OptionDefinition(name: .dryRun, summary: "Check all lines; send nothing."),
    ] + InputOptions.all + SavePolicy.definitions + FollowPolicy.definitions
      + RunOptions.definitions.filter { ![.resume, .force].contains($0.name) } + PriceGuard.definitions,
    examples: [
      Example(command: "falkit batch fal-ai/flux/dev prompts.jsonl -d -o cats/", meaning: "a picture for each line"),
      Example(command: "falkit batch fal-ai/flux/dev prompts.csv image_size=square -n 8", meaning: "from a table"),
      Example(
        command: "falkit batch fal-ai/flux/dev pets.csv prompt='a {animal}' -d -o '{name}.{ext}'",
        meaning: "by columns"
      ),
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
  static func run(_ invocation: Invocation) throws -> ExitCode {
    let interruption = Interruption()
    let words = try BatchWords(invocation)
    let policy = try BatchRun.Policy(invocation)
    var following = try FollowPolicy(invocation, interruption)
    following.timeout = try invocation.settings.timeout
    let (rows, saving) = try interruption.runPreparing {
      let model = try await invocation.models().forInput(words.endpoint)
      let table = try BatchTable(words, model, invocation)
      let saving = try SavePolicy(invocation, standard: .ofBatch, columns: table.columns.union(["line"]))
      return (try await BatchFile(table, words, model, saving, invocation).rows, saving)
    }
    let isInline = invocation.has(.inline)
    let warnings = rows.flatMap { row in
      (row.request.warnings + (isInline ? row.request.warningsInline : [])).map { ($0, row.line) }
    }
    say(warnings, invocation.console)
    if let first = rows.first, first.request.model == nil {
      let near = try invocation.modelsNear(words.endpoint.description)
      if !near.isEmpty { invocation.console.say("did you mean \(near.joined(separator: " or "))?") }
    }
    if case .only? = saving?.destination, rows.count > 1 {
      throw RunError.usage("standard output takes one file, and there are \(rows.count) lines")
    }
    if invocation.has(.dryRun) { return try show(rows, invocation.console) }
    let access = try RequestAccess(invocation, interruption)
    if invocation.has(.estimate) {
      return try interruption.run { try await PriceGuard.show(rows.map(\.request), of: words.endpoint, access) }
    }
    let options = try RunOptions(invocation, twins: .submit)
    // Nothing is made for a batch that costs too much; one that is gone on with is there already.
    let resumed = invocation.has(.resume) ? try outcomes(words, access.store, invocation) : nil
    let left = rows.filter { resumed?.isDone($0) != true }
    try interruption.run { try await options.prices?.check(left.map { $0.request }, access.client) }
    let outcomes = try resumed ?? outcomes(words, access.store, invocation)
    let view = BatchView(access, left)
    let work = BatchRun(
      environment: access.environment,
      options: options,
      saving: saving,
      following: following,
      outcomes: outcomes,
      policy: policy,
      document: { $0.json["error"] },
      report: { try view.show($0) }
    )
    let tally = try interruption.run { try await work.run(rows) }
    try view.end()
    return report(tally, words, invocation, interruption)
  }

  /// What may be wrong with lines; with many in the same way, once.
  private static func say(_ warnings: [(issue: InputIssue, line: Int)], _ console: Console) {
    var issues = LineIssues()
    for (issue, line) in warnings { issues.add(issue, line: line) }
    for issue in issues.shown { console.say(warning: issue.description) }
  }

  private static func outcomes(
    _ words: BatchWords,
    _ store: RequestStore,
    _ invocation: Invocation
  ) throws(RunError) -> BatchOutcomes {
    let path = invocation.value(.results) ?? (words.path == "-" ? nil : words.path + ".results.jsonl")
    guard let path else {
      guard !invocation.has(.resume) else { throw .usage("--resume needs --results FILE for standard input") }
      return BatchOutcomes(store)
    }
    return try BatchOutcomes(path: path, endpoint: words.endpoint, resumes: invocation.has(.resume), store)
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
    _ tally: BatchRun.Tally,
    _ words: BatchWords,
    _ invocation: Invocation,
    _ interruption: Interruption
  ) -> ExitCode {
    let completed = tally[.completed]
    var parts = ["\(completed) of \(tally.total) completed"]
    for status in BatchRun.Outcome.Status.allCases where status != .completed && tally[status] > 0 {
      parts.append("\(tally[status]) \(status.rawValue)")
    }
    if tally.total > tally.done { parts.append("\(tally.total - tally.done) not sent") }
    if tally.unsaved > 0 { parts.append("\(tally.unsaved) with files that were not saved") }
    let console = invocation.console
    console.say(parts.joined(separator: ", "))
    if tally.takenOver > 0 {
      let count = tally.takenOver == 1 ? "1 line has" : "\(tally.takenOver) lines have"
      console.say("\(count) a request of another batch, which asked the same; --force sends new ones")
    }
    if let next = next(tally, words, invocation) { console.say(dimmed: "try   \(next)") }
    if let signal = interruption.cause { return signal.exitCode }
    return completed == tally.total && tally.unsaved == 0 ? .ok : .partial
  }

  /// What goes on with the lines that have no result.
  private static func next(_ tally: BatchRun.Tally, _ words: BatchWords, _ invocation: Invocation) -> String? {
    let unknown = tally[.unknown]
    guard tally[.completed] < tally.total || tally.unsaved > 0 else { return nil }
    let resume = words.path == "-" && invocation.value(.results) == nil ? "" : "--resume"
    // Of those lines nobody but the user can say whether they were sent.
    let settle =
      "falkit adopt for those that fal's dashboard shows; \(resume) --force-unknown sends \(unknown == 1 ? "it" : "them") again"
    if tally[.completed] + unknown == tally.total, tally.unsaved == 0 { return settle }
    guard !resume.isEmpty else { return nil }
    return unknown == 0 ? "--resume goes on" : "--resume goes on with the others; \(settle)"
  }
}

extension BatchRun.Policy {
  /// As the options say.
  fileprivate init(_ invocation: Invocation) throws {
    self.init()
    inFlight = try invocation.count(.inFlight) ?? 4
    guard (1...100).contains(inFlight) else {
      throw RunError.usage("--in-flight takes a number from 1 to 100")
    }
    stopsAtFailure = invocation.has(.failFast)
    sendsAnew = invocation.has(.force)
    sendsUnknown = invocation.has(.forceUnknown)
    keepsLogs = invocation.showsLogs
  }
}
