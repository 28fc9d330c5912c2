import FalCatalog
import FalCore
import FalRegistry
import FalRegistrySync
import FalRunner
import FalSystem

extension CommandDefinition {
  static let typesAdd = CommandDefinition(
    name: "add",
    group: .find,
    summary: "Give a target types of models, also of those that appeared today.",
    details: [
      "A model that this falkit knows is listed in falkit.json. Of any other one, the document is fetched from fal into the "
        + "package's registry, and its names are recorded there. Of a private app it is fetched with your key; or give its "
        + "OpenAPI document yourself."
    ],
    arguments: [
      ArgumentDefinition(name: "MODEL", summary: "A model's id, or a glob over ids.", repeats: true, values: .endpoint)
    ],
    options: [
      .target,
      OptionDefinition(name: .fetch, summary: "Fetch the document, also of a model that falkit knows."),
      OptionDefinition(
        name: .document,
        value: "FILE",
        summary: "The OpenAPI document of the one model that is added; - reads standard input.",
        values: .file
      ),
    ],
    examples: [
      Example(command: "falkit types add fal-ai/flux/dev fal-ai/whisper", meaning: "models that falkit knows"),
      Example(command: "falkit types add fal-ai/new-model --target App", meaning: "a model that appeared this morning"),
      Example(command: "falkit types add me/my-app --document openapi.json", meaning: "an app of your own"),
    ],
    exitCodes: [.ok, .partial, .usage, .invalid, .notFound, .unavailable, .cannotWrite, .tryLater, .auth, .config],
    run: { try TypesAddCommand.run($0, Interruption()) }
  )
}

enum TypesAddCommand {
  static func run(_ invocation: Invocation, _ interruption: Interruption) throws -> ExitCode {
    let package = try TargetPackage()
    var target = try package.target(invocation.value(.target))
    var wanted: [String] = []
    for text in invocation.arguments {
      let id = Glob.isPattern(text) ? text : try invocation.endpoint(named: text).description
      if !wanted.contains(id) { wanted.append(id) }
    }
    let document = try self.document(invocation, wanted)
    let registry = try target.registry ?? package.newRegistry()
    let fetched = try wanted.filter { try document != nil || isFetched($0, registry, invocation) }

    var failures: [RegistryDiagnostic] = []
    if !fetched.isEmpty {
      var options = RegistrySync.Options()
      options.models = fetched
      options.isOverlay = true
      if let document, let id = try wanted.first.map({ try EndpointID($0) }) { options.documents = [id: document] }
      let report = try RegistrySyncCommand.sync(registry, options, invocation, interruption)
      failures = report.faults
      for diagnostic in report.registry.diagnostics where diagnostic.severity == .warning {
        invocation.console.say(diagnostic)
      }
    }
    let added = try added(wanted, fetched, registry, &failures, invocation)
    try TargetModels.changing(&target) { target in
      let new = added.filter { !target.endpoints.contains($0.pattern) }
      let isNewRegistry = target.registry == nil && added.contains { $0.isFetched }
      if new.isEmpty, !isNewRegistry { return false }
      target.endpoints += new.map(\.pattern)
      if isNewRegistry { target.use(registry) }
      return true
    }
    try print(added, failures, target, package, invocation)
    if failures.isEmpty { return .ok }
    return added.isEmpty ? .notFound : .partial
  }

  /// A model that the target now lists.
  private struct Added {
    let pattern: String
    /// What it is called in Swift; empty for globs.
    let type: String
    let isFetched: Bool
  }

  /// What can be listed of what was asked for: all but what has no types.
  private static func added(
    _ wanted: [String],
    _ fetched: [String],
    _ folder: RegistryFolder,
    _ failures: inout [RegistryDiagnostic],
    _ invocation: Invocation
  ) throws(RunError) -> [Added] {
    try invocation.readingRegistry { () throws(RegistryError) in
      let own = folder.exists ? try Registry(folder: folder.path) : nil
      let records = (try own?.records() ?? []).laid(over: try FalCatalog.registry.records())
      var added: [Added] = []
      for pattern in wanted {
        if Glob.isPattern(pattern) {
          let glob = Glob(pattern)
          if records.contains(where: { $0.hasSchema && glob.matches($0.id) }) {
            added.append(Added(pattern: pattern, type: "", isFetched: fetched.contains(pattern)))
          } else if !failures.contains(where: { $0.subject == pattern }) {
            failures.append(RegistryDiagnostic(.error, "not-found", pattern, "no model fits"))
          }
          continue
        }
        guard let record = records.first(where: { $0.id == pattern }) else { continue }
        guard record.hasSchema else {
          let message = "fal gives no schema, so there are no types for it; call it untyped"
          if !failures.contains(where: { $0.subject == pattern }) {
            failures.append(RegistryDiagnostic(.error, "no-schema", pattern, message))
          }
          continue
        }
        var type = try own?.typeName(of: pattern)
        if type == nil { type = try FalCatalog.registry.typeName(of: pattern) }
        added.append(Added(pattern: pattern, type: type ?? "", isFetched: fetched.contains(pattern)))
      }
      return added
    }
  }

  /// Whether fal is asked for a model: when falkit does not know it, or the package has it as its own.
  private static func isFetched(_ id: String, _ folder: RegistryFolder, _ invocation: Invocation) throws -> Bool {
    if invocation.has(.fetch) { return true }
    if Glob.isPattern(id) { return false }
    return try invocation.readingRegistry { () throws(RegistryError) in
      if folder.exists, try Registry(folder: folder.path).typeName(of: id) != nil { return true }
      return try !(FalCatalog.registry.record(of: id)?.hasSchema ?? false)
    }
  }

  private static func document(_ invocation: Invocation, _ wanted: [String]) throws(RunError) -> JSON? {
    guard let path = invocation.value(.document) else { return nil }
    guard wanted.count == 1, let id = wanted.first, !Glob.isPattern(id) else {
      throw RunError.usage("--document is the document of one model; name that one only")
    }
    let bytes = try path == "-" ? invocation.standardInput.read(for: "document") : InputFile.bytes(of: path)
    let json: JSON
    do throws(JSONParseError) {
      json = try JSON(parsing: bytes)
    } catch {
      throw RunError(.invalid, "\(path): \(error)")
    }
    guard json["paths"].object?.isEmpty == false else {
      throw RunError(.invalid, "\(path) is no OpenAPI document: it has no \"paths\"")
    }
    return json
  }

  private static func print(
    _ added: [Added],
    _ failures: [RegistryDiagnostic],
    _ target: TargetModels,
    _ package: TargetPackage,
    _ invocation: Invocation
  ) throws {
    let console = invocation.console
    if console.mode == .json {
      let models = added.map { model -> JSON in
        [
          "endpoint_id": .string(model.pattern), "type": model.type.isEmpty ? .null : .string(model.type),
          "fetched": .bool(model.isFetched),
        ]
      }
      try console.print([
        "target": .string(target.name), "configuration": .string(target.path),
        "registry": target.registry.map { .string($0.path) } ?? .null, "models": .array(models),
        "failures": .array(failures.map(DiagnosticJSON.of)),
      ])
      return
    }
    for failure in failures { console.say(failure) }
    if !console.isQuiet {
      let width = added.map(\.pattern.count).max() ?? 0
      for model in added {
        try console.print(TerminalText.text("\(model.pattern.padded(to: width + 2))\(model.type)"))
      }
      if !added.isEmpty { console.say("\(FilePath.shown(target.path)) lists \(added.count == 1 ? "it" : "them")") }
    }
    if !added.isEmpty, let advice = package.advice { console.say(advice) }
  }
}
