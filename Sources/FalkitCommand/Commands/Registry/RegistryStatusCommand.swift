import FalCore
import FalRegistry
import FalRunner

extension CommandDefinition {
  static let registryStatus = CommandDefinition(
    name: "status",
    group: .setUp,
    summary: "Say which registry is in use, how old it is, and what it holds.",
    run: RegistryStatusCommand.run
  )

  static let registryPath = CommandDefinition(
    name: "path",
    group: .setUp,
    summary: "Print the folder of the registry in use.",
    details: ["Prints 'bundled' for the registry inside the executable."],
    run: { invocation in
      let path = try invocation.registry().folder
      let console = invocation.console
      if console.mode == .json {
        try console.print(["path": path.map(JSON.string) ?? .null, "source": path == nil ? "bundled" : "folder"])
      } else {
        try console.print(path ?? "bundled")
      }
      return .ok
    }
  )
}

enum RegistryStatusCommand {
  static func run(_ invocation: Invocation) throws -> ExitCode {
    let records = try invocation.records()
    let counts: [(name: String, key: String, value: Int)] = [
      ("endpoints", "endpoints", records.count),
      ("with schema", "with_schema", records.count { $0.hasSchema }),
      ("active", "active", records.count { $0.status == .active }),
      ("deprecated", "deprecated", records.count { $0.status == .deprecated }),
      ("retired", "retired", records.count { $0.status == .retired }),
      ("categories", "categories", Set(records.map(\.category)).count),
      ("owners", "owners", Set(records.map(\.owner)).count),
    ]
    let source = try invocation.registry().folder ?? "bundled"
    let days = RegistryAge.days(of: records)
    let console = invocation.console
    if console.mode == .json {
      var json: JSON = [
        "source": .string(source), "synced_at": records.newestUpdate.map(JSON.string) ?? .null,
        "age_days": days.map { .number(JSONNumber($0)) } ?? .null,
      ]
      for count in counts { json[count.key] = .number(JSONNumber(count.value)) }
      json["modules"] = .object(JSONObject(modules(records).map { ($0.name, .number(JSONNumber($0.count))) }))
      try console.print(json)
      return .ok
    }
    if console.isQuiet {
      try console.print(TerminalText.text(source))
      return .ok
    }
    var rows = [("source", source), ("newest change", records.newestUpdate ?? "unknown")]
    if let days { rows.append(("age", days == 1 ? "1 day" : "\(days) days")) }
    rows += counts.map { ($0.name, String($0.value)) } + modules(records).map { ($0.name, String($0.count)) }
    try console.print(
      rows.map { TerminalText.text($0.0).padded(to: 15) + TerminalText.text($0.1) }.joined(separator: "\n")
    )
    return .ok
  }

  private static func modules(_ records: [EndpointRecord]) -> [(name: String, count: Int)] {
    Dictionary(grouping: records, by: \.module).map { ($0.key, $0.value.count) }.sorted(on: \.0)
  }
}
