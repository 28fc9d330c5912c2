import FalCatalog
import FalCore
import FalRegistry
import FalRegistrySync
import FalRunner
import FalSystem

extension CommandDefinition {
  static let typesUpdate = CommandDefinition(
    name: "update",
    group: .find,
    summary: "Bring the models of a package's own registry up to date, and say what that breaks.",
    details: [
      "What falkit itself knows comes with a newer falkit. The registry is replaced as a whole, once it verifies, or stays as it "
        + "was; what fal could not give stays, and is listed."
    ],
    arguments: [
      ArgumentDefinition(
        name: "MODEL",
        summary: "Only this one of the registry's models; any number of them.",
        isOptional: true,
        repeats: true
      )
    ],
    options: [
      .target,
      OptionDefinition(
        name: .acceptRenames,
        summary: "Take over public names that had to change, which breaks programs that use them."
      ),
      OptionDefinition(name: .markdown, summary: "Print what is different for the text of a pull request."),
    ],
    exitCodes: [.ok, .partial, .usage, .notFound, .unavailable, .cannotWrite, .config],
    run: { try TypesUpdateCommand.run($0, Interruption()) }
  )
}

enum TypesUpdateCommand {
  static func run(_ invocation: Invocation, _ interruption: Interruption) throws -> ExitCode {
    let package = try TargetPackage()
    let targets = try invocation.value(.target).map { [try package.target($0)] } ?? package.targets()
    for target in targets {
      guard let registry = target.registry, !registry.exists else { continue }
      throw RunError(
        .notFound,
        "\(FilePath.shown(target.path)) names a registry that is not there: \(registry.path)"
      )
    }
    let folders = Set(targets.compactMap(\.registry?.path)).sorted().map(RegistryFolder.init(path:))
    if folders.isEmpty {
      invocation.console.say("nothing to update: the models of these targets come with falkit")
      if invocation.console.mode == .json { try invocation.console.print(["registries": []]) }
      return .ok
    }
    var failures = 0
    var found: Set<String> = []
    var json: [JSON] = []
    for folder in folders {
      let all = try invocation.readingRegistry { () throws(RegistryError) in try folder.records().map(\.id) }
      let ids = invocation.arguments.isEmpty ? all : all.filter { invocation.arguments.contains($0) }
      if ids.isEmpty { continue }
      found.formUnion(ids)
      var options = RegistrySync.Options()
      options.models = ids
      options.acceptsRenames = invocation.has(.acceptRenames)
      let (report, diff) = try RegistrySyncCommand.run(folder, options, invocation, interruption) { sync in
        try await sync.runComparing()
      }
      failures += report.faults.count
      for failure in report.faults { invocation.console.say(failure) }
      try print(diff, folder, report, &json, invocation)
    }
    for id in invocation.arguments where !found.contains(id) {
      throw RunError(.notFound, "no registry of this package has \(id)", hint: "falkit types list")
    }
    if invocation.console.mode == .json { try invocation.console.print(["registries": .array(json)]) }
    return failures == 0 ? .ok : .partial
  }

  private static func print(
    _ diff: RegistryDiff?,
    _ folder: RegistryFolder,
    _ report: RegistrySync.Report,
    _ json: inout [JSON],
    _ invocation: Invocation
  ) throws {
    let console = invocation.console
    if console.mode == .json {
      json.append([
        "registry": .string(folder.path), "diff": diff.map(\.json) ?? .null,
        "failures": .array(report.faults.map(DiagnosticJSON.of)),
      ])
      return
    }
    guard let diff else { return try console.print("\(TerminalText.text(FilePath.shown(folder.path))) is up to date") }
    try console.print(TerminalText.lines(invocation.has(.markdown) ? diff.markdown : diff.text))
  }
}
