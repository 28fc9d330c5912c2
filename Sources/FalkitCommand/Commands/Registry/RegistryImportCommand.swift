import FalCatalog
import FalCore
import FalRegistry
import FalRegistrySync
import FalRunner

extension CommandDefinition {
  static let registryImport = CommandDefinition(
    name: "import",
    group: .setUp,
    summary: "Bring answers of the Platform API into a registry folder.",
    details: [
      "Works on Registry in the working directory, or on the folder given with --registry, which is made if need be. Models "
        + "that the feed has are added or replaced, all others stay. Of two versions of a model the newer one is kept. "
        + "Descriptions, examples and other people's sentences are left out.",
      "Without a feed, the index and the layout of all files are brought up to date after an edit by hand.",
    ],
    arguments: [
      ArgumentDefinition(
        name: "FEED",
        summary: "A page of the feed, a folder of pages, or an export; - reads standard input.",
        isOptional: true,
        repeats: true,
        values: .file
      )
    ],
    options: [
      OptionDefinition(
        name: .complete,
        summary: "The feed is the whole catalogue: mark models that it lacks as retired."
      ),
      OptionDefinition(
        name: .acceptRenames,
        summary: "Take over public names that had to change, which breaks programs that use them."
      ),
    ],
    examples: [
      Example(command: "falkit registry import pages/ --complete", meaning: "refresh a checkout of falkit"),
      Example(command: "falkit registry import mine.json --registry ./models", meaning: "a registry of one's own"),
    ],
    exitCodes: [.ok, .partial, .usage, .invalid, .notFound, .cannotWrite, .config],
    run: RegistryImportCommand.run
  )
}

enum RegistryImportCommand {
  static func run(_ invocation: Invocation) throws -> ExitCode {
    let console = invocation.console
    let folder = try invocation.registryFolder(mustExist: false)
    let pages = try FeedFiles.read(invocation.arguments)
    var report: RegistryImporter.Report
    do throws(RegistryError) {
      var importer = RegistryImporter(folder: folder, missingDocumentsFrom: FalCatalog.registry)
      report = try importer.run(pages: pages, isComplete: invocation.has(.complete))
      let names = try NamesUpdate(
        folder: folder,
        over: FalCatalog.registry,
        acceptsRenames: invocation.has(.acceptRenames)
      )
      report.diagnostics += names.diagnostics
      report.diagnostics += (report.added + report.changed).flatMap { names.remarks[$0] ?? [] }
      report.files += try names.write(to: folder)
    } catch {
      throw RunError(kind(of: error), error.description)
    }

    if console.mode == .json {
      try console.print(json(report))
    } else {
      for diagnostic in report.diagnostics { console.say(diagnostic) }
      console.sayNotes(report.diagnostics)
      if !console.isQuiet { try console.print(summary(report)) }
    }
    return report.diagnostics.contains { $0.severity == .error } ? .partial : .ok
  }

  static func kind(of error: RegistryError) -> RunError.Kind {
    switch error.reason {
    case .content: .config
    case .writing: .cannotWrite
    case .feed: .invalid
    }
  }

  static func summary(_ report: RegistryImporter.Report) -> String {
    "\(report.endpoints) models   \(report.added.count) new   \(report.changed.count) changed   "
      + "\(report.retired.count) retired   \(report.unchanged) unchanged   \(report.files.count) files written"
  }

  static func json(_ report: RegistryImporter.Report) -> JSON {
    func list(_ names: [String]) -> JSON { .array(names.map(JSON.string)) }
    return [
      "endpoints": .number(JSONNumber(report.endpoints)),
      "added": list(report.added),
      "changed": list(report.changed),
      "retired": list(report.retired),
      "unchanged": .number(JSONNumber(report.unchanged)),
      "files": list(report.files.sorted()),
      "diagnostics": .array(report.diagnostics.map(DiagnosticJSON.of)),
    ]
  }
}
