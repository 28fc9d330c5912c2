import FalCatalog
import FalCore
import FalRegistry
import FalRegistrySync
import FalRunner
import FalSystem

extension CommandDefinition {
  static let typesRemove = CommandDefinition(
    name: "remove",
    group: .find,
    summary: "Take models from a target's list.",
    details: [
      "A document in the package's registry goes when no target lists the model any longer. Its names stay recorded, so that it "
        + "comes back under the same ones."
    ],
    arguments: [ArgumentDefinition(name: "MODEL", summary: "An id or a glob, as falkit.json lists it.", repeats: true)],
    options: [.target],
    exitCodes: [.ok, .usage, .notFound, .cannotWrite, .config],
    run: TypesRemoveCommand.run
  )
}

enum TypesRemoveCommand {
  static func run(_ invocation: Invocation) throws -> ExitCode {
    let package = try TargetPackage()
    var target = try package.target(invocation.value(.target))
    for name in invocation.arguments where !target.endpoints.contains(name) {
      let glob = target.endpoints.first { Glob.isPattern($0) && Glob($0).matches(name) }
      throw RunError(
        .notFound,
        "\(FilePath.shown(target.path)) does not list \(name)" + (glob.map { " by itself, but by \($0)" } ?? ""),
        suggestions: glob.map { [$0] } ?? NearestNames.of(name, among: target.endpoints)
      )
    }
    if let registry = target.registry, registry.exists {
      // What cannot be read cannot be changed, so that nothing is.
      try invocation.readingRegistry { () throws(RegistryError) in
        _ = (try registry.records(), try registry.json(of: RegistryFolder.namesPath))
      }
    }
    try TargetModels.changing(&target) { target in
      target.endpoints.removeAll { invocation.arguments.contains($0) }
      return true
    }

    // What the same registry still has to give to others.
    var patterns = target.endpoints
    if let registry = target.registry {
      for other in try package.targets() where other.registry?.path == registry.path { patterns += other.endpoints }
      let globs = patterns.map(Glob.init)
      do throws(RegistryError) {
        let unused = try (registry.exists ? registry.records() : []).map(\.id).filter { id in
          invocation.arguments.contains { Glob($0).matches(id) } && !globs.contains { $0.matches(id) }
        }
        _ = try RegistryRemoval(folder: registry, fallback: FalCatalog.registry).remove(Set(unused))
      } catch {
        throw RunError(RegistryImportCommand.kind(of: error), error.description)
      }
    }
    let console = invocation.console
    if console.mode == .json {
      try console.print([
        "target": .string(target.name), "configuration": .string(target.path),
        "removed": .array(invocation.arguments.map(JSON.string)),
      ])
    } else if target.endpoints.isEmpty {
      console.say(
        "\(FilePath.shown(target.path)) lists no model any longer; take the plugin from the target, or add one"
      )
    }
    return .ok
  }
}
