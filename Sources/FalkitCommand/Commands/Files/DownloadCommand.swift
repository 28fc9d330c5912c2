import FalCore
import FalRegistry
import FalRequests
import FalRunner

extension CommandDefinition {
  static let download = CommandDefinition(
    name: "download",
    group: .files,
    summary: "Save the files of requests, or what is at addresses.",
    details: [
      "Files that were saved before and are still there are not fetched again, unless --overwrite or another place is asked "
        + "for. A download that broke off goes on where it was. No key is needed for results that this machine has.",
      "Only https is fetched, and http of this machine. Names that servers give files are cleaned, and nothing leaves the "
        + "folder that --output names. What is at an address keeps its name there unless --output says otherwise.",
    ],
    arguments: [
      ArgumentDefinition(
        name: "REQUEST|URL",
        summary: "A request id or its beginning, @last, or an address.",
        repeats: true,
        values: .request
      )
    ],
    options: RequestLookup.definitions + SavePolicy.definitionsOfSaving,
    examples: [
      Example(command: "falkit download @last", meaning: "the files of the latest request"),
      Example(command: "falkit download 764cabcf -o cats/", meaning: "into a folder"),
      Example(
        command: "falkit download 764cabcf -o 'cats/{index}-{seed}.{ext}' --sidecar",
        meaning: "named by the seed"
      ),
    ],
    exitCodes: [.ok, .partial, .usage, .notFound, .unavailable, .cannotWrite, .tryLater, .auth],
    run: DownloadCommand.run
  )
}

enum DownloadCommand {
  static func run(_ invocation: Invocation) throws -> ExitCode {
    try invocation.refuseLocal()
    let addresses = invocation.arguments.filter(MediaAddress.isAddress)
    let names = invocation.arguments.filter { !MediaAddress.isAddress($0) }
    let ofRequests = try SavePolicy(invocation, always: true) ?? SavePolicy()
    let ofAddresses = try SavePolicy(invocation, always: true, standard: .ofAddress) ?? SavePolicy()
    if case .only = ofRequests.destination, invocation.arguments.count > 1 {
      throw RunError.usage("standard output takes one file, and \(invocation.arguments.count) things are named")
    }
    let interruption = Interruption()
    let access = try RequestAccess(invocation, interruption, needsKey: false)
    let lookup = try RequestLookup(invocation, access)
    let report: @Sendable (SaveProgress) -> Void = { access.progress.show("saving \($0.words)", step: "save") }
    let saved: SavedResult
    do {
      saved = try interruption.run {
        var all = SavedResult()
        // All are looked up first: a name that is none stops everything before anything is done.
        var results: [(RequestRecord, JSON)] = []
        for record in try await lookup.records(names) {
          results.append(try await access.environment.result(of: record))
        }
        for (record, result) in results {
          let schema = try invocation.description(of: record.endpoint)?.schema.output
          let saver = ResultSaver(client: access.client, store: access.store, policy: ofRequests, schema: schema)
          all.add(try await saver.save(result: result, of: record, progress: report))
        }
        let saver = ResultSaver(client: access.client, policy: ofAddresses)
        all.add(try await saver.save(addresses: unique(addresses), progress: report))
        return all
      }
    } catch is CancellationError {
      access.progress.end(clear: true)
      let kind = interruption.cause?.errorKind ?? .interrupted
      throw RunError(kind, "\(ExitCode(kind).meaning); the same command goes on where it was")
    }
    access.progress.end(clear: true)
    if saved.files.isEmpty, saved.failures.isEmpty { throw RunError(.notFound, "the result holds no files") }
    try show(saved, invocation.console)
    return saved.exitCode
  }

  private static func unique(_ addresses: [String]) -> [String] {
    var seen: Set<String> = []
    return addresses.filter { seen.insert($0).inserted }
  }

  private static func show(_ saved: SavedResult, _ console: Console) throws {
    if console.mode == .json {
      try console.print(["files": saved.filesJSON, "failed_files": saved.failuresJSON])
    } else {
      try saved.show(console)
    }
  }
}
