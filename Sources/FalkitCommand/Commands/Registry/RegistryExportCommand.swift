import FalCore
import FalRegistry
import FalRunner

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension CommandDefinition {
  static let registryExport = CommandDefinition(
    name: "export",
    group: .setUp,
    summary: "Write the registry in use as one file in the form of the feed.",
    details: ["Importing the file elsewhere gives the same registry, byte for byte."],
    arguments: [
      ArgumentDefinition(
        name: "FILE",
        summary: "Where to write; - is standard output.",
        isOptional: true,
        values: .file
      )
    ],
    exitCodes: [.ok, .usage, .cannotWrite, .config],
    run: RegistryExportCommand.run
  )
}

enum RegistryExportCommand {
  static func run(_ invocation: Invocation) throws -> ExitCode {
    let registry = try invocation.registry()
    let feed = try invocation.readingRegistry { () throws(RegistryError) in
      // A registry that is laid over another is exported without the other's models.
      if let folder = registry.folder { return try Registry(folder: folder).exported() }
      return try registry.exported()
    }
    guard let file = invocation.arguments.first, file != "-" else {
      try invocation.console.print(feed)
      return .ok
    }
    do {
      try Data((feed.text(.readable) + "\n").utf8).write(to: URL(fileURLWithPath: file), options: .atomic)
    } catch {
      throw RunError(.cannotWrite, "\(file) cannot be written")
    }
    invocation.console.say("wrote \(feed["models"].array?.count ?? 0) models to \(file)")
    return .ok
  }
}
