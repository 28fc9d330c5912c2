import FalCore
import FalRegistry
import FalRunner

extension CommandDefinition {
  static let models = CommandDefinition(
    name: "models",
    group: .find,
    summary: "List the models and what they need.",
    details: [
      "Reads the registry only: no key, no network. In a pipe each line is endpoint, name and category, separated by tabs; "
        + "with --quiet the endpoint alone."
    ],
    arguments: [
      ArgumentDefinition(
        name: "GLOB",
        summary: "Only endpoints that fit: * stands for any characters, ? for one.",
        isOptional: true,
        values: .endpoint
      )
    ],
    options: ModelFilter.options + [
      OptionDefinition(
        name: .sort,
        value: "KEY",
        summary: "Order of the list.",
        values: .choices(["id", "name", "newest"]),
        defaultText: "id"
      ),
      OptionDefinition(name: .long, summary: "Show status, date and what a model returns, too."),
      OptionDefinition(name: .categories, summary: "List the categories and how many models each has, instead."),
    ],
    examples: [
      Example(command: "falkit models 'fal-ai/flux*' -c text-to-image", meaning: "the FLUX models that draw from text"),
      Example(
        command: "falkit models --has-field end_image_url --output-kind video",
        meaning: "clips between two pictures"
      ),
      Example(command: "falkit models --json | jq -r '.models[].endpoint_id'", meaning: "all ids, for a program"),
    ],
    usesPager: true,
    run: ModelsCommand.run
  )
}

enum ModelsCommand {
  static func run(_ invocation: Invocation) throws -> ExitCode {
    let records = try invocation.records()
    defer { RegistryAge.mention(records, invocation.console) }
    let glob = invocation.arguments.first.map { ModelAddress.id(in: $0) ?? $0 }
    let filter = try ModelFilter(invocation.options, glob: glob, records: records)
    if invocation.has(.categories) { return try listCategories(records.filter(filter.accepts), invocation) }
    let found = sorted(records.filter(filter.accepts), by: invocation.value(.sort) ?? "id")
    let console = invocation.console
    let shown = Array(found.prefix(try limit(invocation)))

    switch console.mode {
    case .json:
      try console.print([
        "models": .array(shown.map(ModelJSON.of)),
        "count": .number(JSONNumber(shown.count)),
        "total": .number(JSONNumber(found.count)),
        "snapshot": try ModelJSON.snapshot(invocation, records),
      ])
    case .plain:
      try console.print(lines(shown, invocation))
    case .human where console.isQuiet:
      try console.print(lines(shown, invocation))
    case .human:
      try console.print(table(shown, invocation, total: found.count, records))
    }
    if found.isEmpty {
      let words = glob.map { $0.split { !$0.isLetter && !$0.isNumber }.joined(separator: " ") } ?? ""
      console.say("no model fits; try falkit " + (words.isEmpty ? "models --categories" : "search \(words)"))
    }
    return .ok
  }

  /// How many rows are shown: 20 on a terminal, all otherwise, unless the user says so.
  static func limit(_ invocation: Invocation) throws -> Int {
    let given = try invocation.count(.limit) ?? (invocation.console.mode == .human ? 20 : 0)
    return given == 0 ? .max : given
  }

  static func lines(_ records: [EndpointRecord], _ invocation: Invocation) -> String {
    records.map { record in
      let columns = invocation.console.isQuiet ? [record.id] : [record.id, record.name, record.category]
      return columns.map(TerminalText.text).joined(separator: "\t") + "\n"
    }.joined()
  }

  private static func sorted(_ records: [EndpointRecord], by key: String) -> [EndpointRecord] {
    switch key {
    case "name": records.sorted { ($0.name.lowercased(), $0.id) < ($1.name.lowercased(), $1.id) }
    case "newest": records.sorted { ($0.publishedDate ?? "", $1.id) > ($1.publishedDate ?? "", $0.id) }
    default: records
    }
  }

  private static func table(
    _ shown: [EndpointRecord],
    _ invocation: Invocation,
    total: Int,
    _ records: [EndpointRecord]
  ) -> String {
    let console = invocation.console
    let isLong = invocation.has(.long)
    let rows = shown.map { record -> [String] in
      let needs = record.hasSchema ? record.required.joined(separator: ", ") : "(schema unknown)"
      var row = [record.id, record.name + mark(record), record.category]
      if isLong {
        row += [
          record.status.rawValue, String(record.publishedDate?.prefix(10) ?? ""),
          record.outputKinds.joined(separator: ", "),
        ]
      }
      return (row + [needs]).map(TerminalText.text)
    }
    let heading = ["ENDPOINT", "NAME", "CATEGORY"] + (isLong ? ["STATUS", "DATE", "RETURNS"] : []) + ["NEEDS"]
    let leaveOut = isLong ? [5, 4, 1, 2, 3, 6] : [1, 2, 3]
    var text = ""
    if !rows.isEmpty {
      text = TextLayout.table(heading, rows, width: console.width, style: console.style, leaveOut: leaveOut) + "\n"
    }
    var footer = "\(shown.count) of \(total)"
    if let date = records.newestUpdate { footer += ", registry of \(date.prefix(10))" }
    if shown.count < total { footer += ". All: -l 0" }
    if !rows.isEmpty { text += console.style.dim(footer) + "\n" }
    return text
  }

  private static func mark(_ record: EndpointRecord) -> String {
    record.status == .active ? "" : " (\(record.status.rawValue))"
  }

  private static func listCategories(_ records: [EndpointRecord], _ invocation: Invocation) throws -> ExitCode {
    let console = invocation.console
    let groups = Dictionary(grouping: records, by: \.category).sorted {
      ($1.value.count, $0.key) < ($0.value.count, $1.key)
    }
    switch console.mode {
    case .json:
      try console.print([
        "categories": .array(
          groups.map { ["category": .string($0.key), "count": .number(JSONNumber($0.value.count))] }
        )
      ])
    case .human where !console.isQuiet:
      let rows = groups.map { [TerminalText.text($0.key), String($0.value.count)] }
      try console.print(TextLayout.table(["CATEGORY", "MODELS"], rows, width: console.width, style: console.style))
    default:
      try console.print(
        groups.map { TerminalText.text($0.key) + (console.isQuiet ? "" : "\t\($0.value.count)") + "\n" }.joined()
      )
    }
    return .ok
  }
}
