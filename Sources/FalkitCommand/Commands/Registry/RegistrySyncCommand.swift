import FalCatalog
import FalCore
import FalRegistry
import FalRegistrySync
import FalRunner
import FalSystem

extension CommandDefinition {
  static let registrySync = CommandDefinition(
    name: "sync",
    group: .setUp,
    summary: "Bring a registry up to date with what fal offers now.",
    details: [
      "Works on the folder given with --registry; without one, on a copy for this user beside the bundled registry, which "
        + "all commands then use until a newer falkit brings a newer one. Needs no "
        + "key; with one, fal allows more calls in a minute.",
      "The registry is replaced as a whole, once it verifies, or stays as it was. What fal could not give stays as it was, "
        + "and is listed. Models that fal no longer lists are marked as retired, and kept.",
    ],
    options: [
      OptionDefinition(
        name: .model,
        value: "GLOB",
        summary: "Only this model, or those that fit; may be given several times.",
        repeats: true,
        values: .endpoint
      ),
      OptionDefinition(name: .full, summary: "Fetch everything, also what is known."),
      OptionDefinition(
        name: .acceptLargeChange,
        summary: "Go on although so much has changed that fal is more likely ill."
      ),
      OptionDefinition(
        name: .acceptRenames,
        summary: "Take over public names that had to change, which breaks programs that use them."
      ),
      OptionDefinition(
        name: .jobs,
        short: "j",
        value: "N",
        summary: "How many documents are fetched at a time.",
        defaultText: "4"
      ),
    ],
    examples: [
      Example(command: "falkit registry sync", meaning: "this user's copy"),
      Example(
        command: "falkit registry sync --registry Registry",
        meaning: "a checkout of falkit, or a package of one's own"
      ),
      Example(command: "falkit registry sync --model 'fal-ai/kling-video/*'", meaning: "a family of models"),
    ],
    exitCodes: [.ok, .partial, .usage, .invalid, .unavailable, .cannotWrite, .config],
    run: { try RegistrySyncCommand.run($0, Interruption()) }
  )
}

enum RegistrySyncCommand {
  static func run(_ invocation: Invocation, _ interruption: Interruption) throws -> ExitCode {
    let console = invocation.console
    var options = RegistrySync.Options()
    options.models = invocation.values(.model)
    options.isAnew = invocation.has(.full)
    options.acceptsLargeChange = invocation.has(.acceptLargeChange)
    options.acceptsRenames = invocation.has(.acceptRenames)
    options.jobs = try invocation.settings.jobs
    let (folder, isCopy) = try invocation.syncedFolder()
    let start = isCopy ? FalCatalog.registry : nil
    let report = try sync(folder, startingWith: start, options, invocation, interruption)
    if isCopy, report.failures.isEmpty { UserRegistry.rememberBase() }
    try print(report, folder, console)
    return report.faults.isEmpty ? .ok : .partial
  }

  /// Syncs a folder.
  static func sync(
    _ folder: RegistryFolder,
    startingWith start: Registry? = nil,
    _ options: RegistrySync.Options,
    _ invocation: Invocation,
    _ interruption: Interruption
  ) throws -> RegistrySync.Report {
    try self.run(folder, startingWith: start, options, invocation, interruption) { try await $0.run() }
  }

  /// Syncs a folder, and says meanwhile what is going on.
  static func run<Outcome: Sendable>(
    _ folder: RegistryFolder,
    startingWith start: Registry? = nil,
    _ options: RegistrySync.Options,
    _ invocation: Invocation,
    _ interruption: Interruption,
    _ work: @escaping @Sendable (RegistrySync) async throws -> Outcome
  ) throws -> Outcome {
    guard let cache = UserFolder.cache.path() else {
      throw RunError(.config, "there is no folder for what is fetched: set HOME, or FALKIT_HOME to any folder")
    }
    let access = try FalAccess(invocation, needsKey: false)
    let progress = Progress(invocation.console)
    let sync = RegistrySync(
      folder: folder,
      fallback: FalCatalog.registry,
      startingWith: start,
      work: "\(cache)/sync",
      client: try patient(access.client),
      options: options,
      progress: { progress.show($0.words, step: $0.kind) }
    )
    do {
      return try interruption.run {
        defer { progress.end(clear: true) }
        return try await work(sync)
      }
    } catch let error as RegistryError {
      var failure = RunError(RegistryImportCommand.kind(of: error), error.description)
      if error.reason == .feed { failure.remedy = .words("falkit registry sync --accept-large-change, if it is meant") }
      throw failure
    } catch is CancellationError {
      throw RunError(interruption.cause?.errorKind ?? .interrupted, "interrupted; the registry is as it was")
    }
  }

  /// A client that waits as long as fal asks it to.
  private static func patient(_ client: FalClient) throws(RunError) -> FalClient {
    var configuration = client.configuration
    configuration.retries.longestDelay = .seconds(600)
    do throws(FalError) {
      return try FalClient(configuration)
    } catch {
      throw RunError(error)
    }
  }

  private static func print(_ report: RegistrySync.Report, _ folder: RegistryFolder, _ console: Console) throws {
    let diagnostics = report.failures + report.registry.diagnostics
    if console.mode == .json {
      var json = RegistryImportCommand.json(report.registry)
      json["registry"] = .string(folder.path)
      json["changed_anything"] = .bool(report.isChanged)
      json["failures"] = .array(report.failures.map(DiagnosticJSON.of))
      try console.print(json)
      return
    }
    for diagnostic in diagnostics { console.say(diagnostic) }
    console.sayNotes(diagnostics)
    if console.isQuiet { return }
    try console.print(
      report.isChanged
        ? RegistryImportCommand.summary(report.registry) : "\(TerminalText.text(folder.path)) is up to date"
    )
  }
}

extension RegistrySync.Step {
  fileprivate var words: String {
    switch self {
    case .reading(let models): "reading the catalogue, \(models) models"
    case .fetchingDocuments(let count): "fetching \(count) documents"
    case .writing: "writing"
    case .checking: "checking"
    }
  }

  fileprivate var kind: String {
    switch self {
    case .reading: "read"
    case .fetchingDocuments: "fetch"
    case .writing: "write"
    case .checking: "check"
    }
  }
}
