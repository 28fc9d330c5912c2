import FalCatalog
import FalCore
import FalRegistry
import FalRunner
import FalSystem

extension CommandDefinition {
  static let typesList = CommandDefinition(
    name: "list",
    group: .find,
    summary: "List the models that a package's targets have types of, and what the types are called.",
    options: [.target],
    exitCodes: [.ok, .usage, .notFound, .config],
    run: TypesListCommand.run
  )
}

enum TypesListCommand {
  private struct Row {
    let target: String
    let id: String
    let type: String?
    /// Where the model's document is.
    let source: String
  }

  static func run(_ invocation: Invocation) throws -> ExitCode {
    let package = try TargetPackage()
    let targets = try invocation.value(.target).map { [try package.target($0)] } ?? package.targets()
    var rows: [Row] = []
    for target in targets { rows += try self.rows(of: target, invocation) }
    let console = invocation.console
    if console.mode == .json {
      let models = rows.map { row -> JSON in
        [
          "target": .string(row.target), "endpoint_id": .string(row.id), "type": row.type.map(JSON.string) ?? .null,
          "registry": .string(row.source),
        ]
      }
      try console.print(["models": .array(models)])
      return .ok
    }
    if rows.isEmpty {
      console.say("no target of \(FilePath.shown(package.root)) lists models; falkit types add MODEL does")
      return .ok
    }
    let widths = [rows.map(\.id), rows.map { $0.type ?? "?" }].map { $0.map(\.count).max() ?? 0 }
    for target in targets {
      if targets.count > 1 { try console.print(TerminalText.text(target.name)) }
      for row in rows where row.target == target.name {
        let columns = [row.id.padded(to: widths[0] + 2), (row.type ?? "?").padded(to: widths[1] + 2), row.source]
        try console.print(TerminalText.text((targets.count > 1 ? "  " : "") + columns.joined()))
      }
    }
    return .ok
  }

  private static func rows(of target: TargetModels, _ invocation: Invocation) throws -> [Row] {
    try invocation.readingRegistry { () throws(RegistryError) in
      let falkit = FalCatalog.registry
      let own = try target.registry.flatMap { folder throws(RegistryError) in
        folder.exists ? try Registry(folder: folder.path) : nil
      }
      let ownRecords = try own?.records() ?? []
      let ownIDs = Set(ownRecords.map(\.id))
      let records = ownRecords.laid(over: try falkit.records())
      var rows: [Row] = []
      var listed: Set<String> = []
      for pattern in target.endpoints {
        let glob = Glob(pattern)
        let isPattern = Glob.isPattern(pattern)
        let fitting = records.filter { isPattern ? $0.hasSchema && glob.matches($0.id) : $0.id == pattern }
        if fitting.isEmpty { rows.append(Row(target: target.name, id: pattern, type: nil, source: "no such model")) }
        for record in fitting where listed.insert(record.id).inserted {
          var name = try own?.typeName(of: record.id)
          if name == nil { name = try falkit.typeName(of: record.id) }
          let source = ownIDs.contains(record.id) ? FilePath.shown(own?.folder ?? "") : "falkit"
          rows.append(Row(target: target.name, id: record.id, type: name, source: source))
        }
      }
      return rows
    }
  }
}
