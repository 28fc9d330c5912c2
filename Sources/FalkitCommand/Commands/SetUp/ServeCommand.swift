import FalCore
import FalEmulator
import FalRunner

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

extension CommandDefinition {
  static let serve = CommandDefinition(
    name: "serve",
    group: .local,
    summary: "Run a local fal, to try programs without key, network or costs.",
    details: [
      "It answers on 127.0.0.1 as fal does: queue, direct runs, streams, realtime connections, webhooks, uploads, files, "
        + "catalogue, and prices, which are made up. It is also a proxy for itself, for apps that hold no key. Inputs are checked against the registry, and outputs are real files: pictures of the size asked for with "
        + "the prompt as a caption, sounds, movies, bodies. It makes PNG, JPEG, WAV, MOV and GLB, and says so when another format is "
        + "asked for.",
      "Things can go wrong on purpose. OPERATION is run, stream, submit, status, statusStream, result, cancel, token, "
        + "initiate, upload, part, complete, download, catalog, pricing, estimate, account, meta, realtime, realtimeToken or webhookKeys. FAULT is an HTTP status, "
        + "reset-before (nothing is done), reset-after, cut-off, slow, garbage, silent, or ok.",
      "With -v each call is a line. GET /health says that it is well, GET /journal what was asked of it, DELETE /journal forgets "
        + "that, and POST /reset also requests and files.",
      "A script is a list of answers: {\"endpoint\": GLOB, \"input\": {...}, \"calls\": N or [FIRST, LAST], \"queue\": N, \"duration\": SECONDS, "
        + "\"logs\": [...], and \"output\": {...} or \"failure\": {\"status\": N, \"detail\": ...}}. A text @FILE in an output is a file beside it.",
      "Ctrl-C ends it, and shows what it did.",
    ],
    options: [
      OptionDefinition(name: .port, value: "N", summary: "Listen on this port; 0 for any.", defaultText: "8777"),
      OptionDefinition(
        name: .key,
        value: "KEY",
        summary: "Accept only this key, which other users can see in the list of processes.",
        defaultText: "any, or none"
      ),
      OptionDefinition(
        name: .concurrency,
        value: "N",
        summary: "Work on so many requests at a time.",
        defaultText: "4"
      ),
      OptionDefinition(
        name: .duration,
        value: "TIME",
        summary: "Take so long for each request: 500ms, 2s.",
        defaultText: "1s"
      ),
      OptionDefinition(
        name: .script,
        value: "FILE",
        summary: "Answer as this script says, in JSON, before any model does.",
        values: .file
      ),
      OptionDefinition(name: .allowAny, summary: "Let models that nobody knows give back their input."),
      OptionDefinition(
        name: .realtime,
        value: "GLOB",
        summary: "Models that take realtime connections, beside those whose ids say so.",
        repeats: true
      ),
      OptionDefinition(
        name: .origin,
        value: "ORIGIN",
        summary: "Let web pages of this origin use it: http://localhost:3000; * for any.",
        repeats: true
      ),
      OptionDefinition(
        name: .host,
        value: "NAME",
        summary: "Also answer requests for this name; for fal's own names it always does.",
        repeats: true
      ),
      OptionDefinition(
        name: .behindProxy,
        summary: "Believe X-Forwarded-Host and X-Forwarded-Proto of a server in front."
      ),
      OptionDefinition(
        name: .keep,
        value: "N",
        summary: "Keep so many requests that have ended, and forget the oldest.",
        defaultText: "10000"
      ),
      OptionDefinition(
        name: .fault,
        value: "OPERATION=FAULT,...",
        summary: "Let the next requests of this kind go wrong so, one after another.",
        repeats: true
      ),
      OptionDefinition(
        name: .faultShare,
        value: "PERCENT=FAULT,...",
        summary: "Let this share of all requests go wrong, in one of these ways."
      ),
    ],
    examples: [
      Example(command: "falkit serve", meaning: "a fal on port 8777"),
      Example(
        command: "falkit serve --fault submit=503,reset-after --fault-share 10=429,502,slow",
        meaning: "one that is often in trouble"
      ),
    ],
    exitCodes: [.ok, .usage, .failed, .config],
    run: { try serve($0) }
  )

  private static func serve(_ invocation: Invocation) throws -> ExitCode {
    var configuration = EmulatorConfiguration()
    let port = try invocation.count(.port) ?? 8777
    guard let number = UInt16(exactly: port) else {
      throw RunError.usage("--port takes a number up to 65535, not '\(port)'")
    }
    configuration.port = number
    configuration.key = try key(invocation)
    configuration.concurrency = max(1, try invocation.count(.concurrency) ?? 4)
    configuration.duration = try duration(invocation.value(.duration))
    configuration.faults = try FaultArguments(
      scripts: invocation.values(.fault),
      share: invocation.value(.faultShare)
    ).plan
    configuration.script = try invocation.value(.script).map(script)
    configuration.allowsAny = invocation.has(.allowAny)
    configuration.realtime = invocation.values(.realtime)
    configuration.allowedOrigins = try invocation.origins()
    configuration.allowedHosts = try invocation.hosts()
    configuration.isBehindProxy = invocation.has(.behindProxy)
    if let kept = try invocation.count(.keep) { configuration.kept = max(1, kept) }
    let console = invocation.console
    if console.isVerbose {
      configuration.onCall = { call in
        let time = "\(Int((call.duration / .milliseconds(1)).rounded())) ms"
        console.say("\(call.method) \(call.path)   \(call.status.map(String.init) ?? "broken off")   \(time)")
      }
    }
    // Before there are other threads, which would get the signals instead.
    let interruption = Interruption()
    let registry = try invocation.registry()
    let emulator: Emulator
    do throws(EmulatorError) {
      emulator = try Emulator(configuration, model: RegistryModel(registry))
    } catch {
      throw RunError(.failed, error.message, hint: "falkit serve --port 0")
    }
    // What came from a file is not shown.
    let shownKey = invocation.value(.key) ?? (configuration.key == nil ? "local:key" : "THE-KEY-OF-THE-FILE")
    try announce(emulator, key: shownKey, invocation.console)
    interruption.wait()
    emulator.stop()
    try report(emulator.statistics, invocation.console)
    return .ok
  }

  private static func script(_ path: String) throws -> EmulatorScript {
    let text = try InputFile.text(of: path)
    let json: JSON
    do throws(JSONParseError) {
      json = try JSON(parsing: text, duplicateNames: .reject)
    } catch {
      throw RunError(.invalid, "\(path) is not JSON: \(error)")
    }
    do throws(EmulatorError) {
      let folder = path.split(separator: "/").dropLast().joined(separator: "/")
      return try EmulatorScript(json: json, folder: path.hasPrefix("/") ? "/\(folder)" : folder.isEmpty ? "." : folder)
    } catch {
      throw RunError(.invalid, "\(path): \(error.message)", hint: "falkit serve --help")
    }
  }

  /// The only key that is accepted: of the file that `--key-file` names, or of `--key`; `nil` for any.
  private static func key(_ invocation: Invocation) throws -> String? {
    guard invocation.has(.keyFile) else { return invocation.value(.key) }
    guard !invocation.has(.key) else { throw RunError.usage("--key and --key-file do not go together") }
    return try KeySource.find(invocation)?.credentials.key
  }

  private static func duration(_ text: String?) throws -> Duration {
    try text.map { try DurationArgument.duration($0, option: "--duration") } ?? .seconds(1)
  }

  private static func announce(_ emulator: Emulator, key: String, _ console: Console) throws {
    let hosts = emulator.hosts
    let variables = [
      ("FALKIT_RUN_URL", hosts.run), ("FALKIT_QUEUE_URL", hosts.queue), ("FALKIT_REST_URL", hosts.rest),
      ("FALKIT_CDN_URL", hosts.cdn), ("FALKIT_PLATFORM_URL", hosts.platform),
      ("FALKIT_SITE_URL", hosts.site),
      ("FAL_KEY", key),
    ]
    switch console.mode {
    case .json:
      try console.print([
        "address": .string(emulator.address),
        "environment": .object(JSONObject(variables.map { ($0.0, .string($0.1)) })),
      ])
    case .plain: try console.print(emulator.address)
    case .human:
      try console.print("A local fal answers on \(emulator.address). For programs that use it:\n")
      for (name, value) in variables { try console.print("  export \(name)=\(Shell.quoted(value))") }
      try console.print("\nCtrl-C ends it.")
    }
  }

  private static func report(_ statistics: EmulatorStatistics, _ console: Console) throws {
    if console.mode == .json {
      let received = statistics.received.sorted(on: \.key.rawValue)
      return try console.print([
        "accepted": .number(JSONNumber(statistics.accepted)), "faults": .number(JSONNumber(statistics.faults)),
        "received": .object(JSONObject(received.map { ($0.key.rawValue, .number(JSONNumber($0.value))) })),
      ])
    }
    let count = statistics.received.values.reduce(0, +)
    console.say("\(count) calls, \(statistics.accepted) requests taken into the queue, \(statistics.faults) faults")
  }
}
