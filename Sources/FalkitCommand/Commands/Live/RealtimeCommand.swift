import FalCore
import FalRealtime
import FalRegistry
import FalRequests
import FalRunner
import FalSystem

extension CommandDefinition {
  static let realtime = CommandDefinition(
    name: "realtime",
    group: .run,
    summary: "Keep a connection to a model: inputs in, results out.",
    details: [
      "Without NAME=VALUE, each line of standard input, or of the file of --lines, is an input: a JSON object. Each result is "
        + "printed as a line of JSON as it comes; with --download its files are saved, and where they are is printed.",
      "Results say nothing of which input they are for, and models may drop inputs that come too fast. The command ends when "
        + "as many results as inputs have come, or nothing comes for as long as --wait says.",
      "Nothing is written down, and each input may cost: falkit run is the better choice for all that need not be fast.",
    ],
    arguments: [
      ArgumentDefinition(name: "MODEL", summary: "The model's id, with or without /realtime.", values: .endpoint),
      ArgumentDefinition(
        name: "NAME=VALUE",
        summary: "An input; with --lines a member of all of them.",
        isOptional: true,
        repeats: true,
        values: .assignment
      ),
    ],
    options: InputOptions.all + SavePolicy.definitions + [
      OptionDefinition(
        name: .lines,
        value: "FILE",
        summary: "Send each line of this file; - for standard input.",
        values: .file
      ),
      OptionDefinition(
        name: .wait,
        value: "TIME",
        summary: "Wait so long for a result after the last input.",
        defaultText: "10s"
      ),
      OptionDefinition(
        name: .throttle,
        value: "TIME",
        summary: "Send at most once in TIME; of what comes faster, only the latest.",
        defaultText: "all at once"
      ),
      OptionDefinition(
        name: .maxBuffering,
        value: "N",
        summary: "Let so many inputs wait at fal, 1 to 60, before the oldest is dropped."
      ),
      OptionDefinition(name: .inline, summary: "Put files into the input as data URIs instead of uploading them."),
    ],
    examples: [
      Example(
        command: "falkit realtime fal-ai/flux-2/klein/realtime prompt='in watercolour' image_url=@photo.jpg --local -d",
        meaning: "one input, without a key"
      ),
      Example(
        command:
          "falkit realtime fal-ai/flux-2/klein/realtime --lines frames.jsonl prompt='in watercolour' -d -o frames/",
        meaning: "one after the other, with the same prompt"
      ),
    ],
    exitCodes: CommandDefinition.run.exitCodes,
    takesInputs: true,
    run: RealtimeCommand.run
  )
}

enum RealtimeCommand {
  static func run(_ invocation: Invocation) throws -> ExitCode {
    let interruption = Interruption()
    let words = try ModelWords(invocation)
    let endpoint = try invocation.endpoint(named: words.model)
    let source = invocation.value(.lines)
    let isSingle = source == nil && (!words.inputs.isEmpty || invocation.has(.input))
    let options = try options(invocation)
    let wait = try invocation.duration(.wait) ?? .seconds(10)
    let saving = try SavePolicy(invocation)
    if case .only? = saving?.destination, !isSingle {
      throw RunError.usage("standard output takes one file, and there may be many results")
    }
    let limit = try invocation.settings.timeout
    let request: RunRequest? =
      isSingle || !words.inputs.isEmpty
      ? try interruption.runPreparing {
        let base = ModelInput(json: try InputOptions.base(invocation))
        var policy = CheckPolicy(invocation)
        // What the lines have is not known yet.
        if !isSingle { policy.compares = false }
        return try await RunRequest.read(endpoint, words.inputs, base: base, invocation, policy: policy)
      } : nil
    request?.say(invocation.console)
    let lines = isSingle ? nil : try InputLines(source ?? "-")
    if lines != nil, source ?? "-" == "-", Terminal.isTerminal(.input) {
      invocation.console.say("an input in each line, as in {\"prompt\": \"a cat\"}; Ctrl-D ends")
    }
    let access = try RequestAccess(invocation, interruption)
    let runOptions = try RunOptions(invocation, twins: .submit)
    let work = Work(
      endpoint: endpoint,
      access: access,
      saving: saving,
      schema: request?.model?.schema.output,
      wait: wait,
      console: invocation.console
    )
    do {
      return try interruption.run(within: limit) {
        var shared: JSON?
        if let request { shared = try await Submission(request, access.environment, runOptions).input().json }
        return try await work.run(shared, lines, options)
      }
    } catch is CancellationError {
      work.sayTally()
      return interruption.cause?.exitCode ?? .interrupted
    }
  }

  private static func options(_ invocation: Invocation) throws(RunError) -> RealtimeOptions {
    var options = RealtimeOptions(throttle: try invocation.duration(.throttle) ?? .zero)
    if let text = invocation.value(.maxBuffering) {
      guard let number = Int(text), (1...60).contains(number) else {
        throw .usage("--\(OptionName.maxBuffering) takes a number from 1 to 60, not '\(text)'")
      }
      options.maxBuffering = number
    }
    return options
  }

  /// Sends all inputs, and takes what comes.
  private final class Work: Sendable {
    private struct Tally: Sendable {
      var sent = 0
      var received = 0
      var wrongLines = 0
      var failedFiles = 0
      var isAllSent = false
    }

    private let endpoint: EndpointID
    private let access: RequestAccess
    private let saving: SavePolicy?
    private let schema: SchemaNode?
    private let wait: Duration
    private let console: Console
    private let tally = Lock(Tally())

    init(
      endpoint: EndpointID,
      access: RequestAccess,
      saving: SavePolicy?,
      schema: SchemaNode?,
      wait: Duration,
      console: Console
    ) {
      self.endpoint = endpoint
      self.access = access
      self.saving = saving
      self.schema = schema
      self.wait = wait
      self.console = console
    }

    func run(_ shared: JSON?, _ lines: InputLines?, _ options: RealtimeOptions) async throws -> ExitCode {
      let connection = try await access.client.connect(to: endpoint, options: options)
      let sending = Task {
        do {
          try await send(shared, lines, over: connection)
        } catch {
          await connection.close()
          throw error
        }
      }
      // Its end is that of the connection, whoever has closed it; then there is nothing left to wait for.
      defer { sending.cancel() }
      try await receive(from: connection, shared)
      sending.cancel()
      if case .failure(let error) = await sending.result, !(error is CancellationError) { throw error }
      sayTally()
      let tally = tally.withLock { $0 }
      if tally.wrongLines + tally.failedFiles > 0 { return .partial }
      return tally.received == 0 && tally.sent > 0 ? .tryLater : .ok
    }

    func sayTally() {
      let tally = tally.withLock { $0 }
      console.say(dimmed: "\(tally.sent) sent, \(tally.received) received")
    }

    private func send(
      _ shared: JSON?,
      _ lines: InputLines?,
      over connection: RealtimeConnection<InputValue, JSON>
    ) async throws {
      var number = 0
      while let input = try await next(shared, lines, &number) {
        try await connection.send(.json(input))
        tally.withLock { $0.sent += 1 }
      }
      tally.withLock { $0.isAllSent = true }
      // Whatever is not answered in time was dropped, or is never answered.
      var seen = -1
      while true {
        let now = tally.withLock { $0 }
        if now.received >= now.sent || now.received == seen { break }
        seen = now.received
        try await Task.sleep(for: wait)
      }
      await connection.close()
    }

    /// The next input that is one; `nil` at the end.
    private func next(_ shared: JSON?, _ lines: InputLines?, _ number: inout Int) async throws -> JSON? {
      guard let lines else {
        defer { number += 1 }
        return number == 0 ? shared : nil
      }
      while let line = try await lines.next() {
        number += 1
        if line.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { continue }
        do throws(JSONParseError) {
          let json = try JSON(parsing: line, duplicateNames: .reject)
          guard var input = json.object else {
            wrong(number, "is no JSON object")
            continue
          }
          for member in shared?.object ?? [:] { input[member.name] = member.value }
          return .object(input)
        } catch {
          wrong(number, "is not JSON: \(error)")
        }
      }
      return nil
    }

    private func wrong(_ line: Int, _ reason: String) {
      tally.withLock { $0.wrongLines += 1 }
      console.say(failure: "line \(line) \(reason); it was not sent")
    }

    private func receive(from connection: RealtimeConnection<InputValue, JSON>, _ shared: JSON?) async throws {
      for try await event in connection.events {
        switch event {
        case .notice(let action, let json): console.sayVerbosely("\(action): \(json.text())")
        case .disconnected(let error?): throw error
        case .disconnected(nil):
          // Whoever was idle has nothing left to say; the next input opens another.
          console.sayVerbosely("the connection was idle, and is closed")
          if tally.withLock({ $0.isAllSent }) { await connection.close() }
        case .reconnected: console.sayVerbosely("connected again")
        case .result(let result):
          try await show(result.json, shared)
          let isLast = tally.withLock { tally in
            tally.received += 1
            return tally.isAllSent && tally.received >= tally.sent
          }
          if isLast { await connection.close() }
        }
      }
    }

    private func show(_ result: JSON, _ shared: JSON?) async throws {
      guard let saving else { return try console.print(result, .compact) }
      let outcome = RunOutcome(FalResult(output: result, json: result), endpoint: endpoint, input: shared ?? [:])
      let saved = try await access.environment.save(outcome, saving, schema: schema)
      tally.withLock { $0.failedFiles += saved.failures.count }
      guard console.mode == .json else { return try saved.show(console) }
      try console.print(["files": saved.filesJSON, "failed_files": saved.failuresJSON], .compact)
    }
  }
}
