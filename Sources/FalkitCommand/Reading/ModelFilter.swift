import FalRegistry
import FalRunner
import FalSystem

/// The filters that `models` and `search` have in common.
struct ModelFilter {
  static let options: [OptionDefinition] = [
    OptionDefinition(
      name: .category,
      short: "c",
      value: "C",
      summary: "Only models of this category.",
      repeats: true,
      values: .category
    ),
    OptionDefinition(
      name: .status,
      value: "S",
      summary: "Only models with this status.",
      values: .choices(["active", "deprecated", "retired", "all"]),
      defaultText: "active"
    ),
    OptionDefinition(
      name: .inputKind,
      value: "K",
      summary: "Only models that take this.",
      repeats: true,
      values: .choices(kinds)
    ),
    OptionDefinition(
      name: .outputKind,
      value: "K",
      summary: "Only models that return this.",
      repeats: true,
      values: .choices(kinds + ["json"])
    ),
    OptionDefinition(
      name: .hasField,
      value: "NAME",
      summary: "Only models with this input.",
      repeats: true,
      values: .field
    ),
    OptionDefinition(name: .owner, value: "O", summary: "Only models of this owner.", values: .owner),
    OptionDefinition(
      name: .newSince,
      value: "DATE",
      summary: "Only models published since this day (2026-01-31), where the day is known."
    ),
    OptionDefinition(
      name: .limit,
      short: "l",
      value: "N",
      summary: "Show at most this many; 0 shows all.",
      defaultText: "20 on a terminal, else all"
    ),
  ]

  private static let kinds = MediaKind.allCases.map(\.rawValue) + ["text"]

  private let glob: Glob?
  private let categories: Set<String>
  private let status: String
  private let inputKinds: [String]
  private let outputKinds: [String]
  private let fields: [String]
  private let owner: String?
  private let since: String?

  /// Reads the filters of a command line.
  ///
  /// - Throws: `RunError` for a day that is none, or a category, owner or field that no model has.
  init(_ options: ParsedOptions, glob: String?, records: [EndpointRecord]) throws(RunError) {
    self.glob = glob.map(Glob.init)
    categories = Set(options.values(.category))
    status = options.value(.status) ?? EndpointStatus.active.rawValue
    inputKinds = options.values(.inputKind)
    outputKinds = options.values(.outputKind)
    fields = options.values(.hasField)
    owner = options.value(.owner)
    since = options.value(.newSince)

    if let since, !Self.isDay(since) { throw .usage("--new-since takes a day such as 2026-01-31, not '\(since)'") }
    try Self.checkExists(options.values(.category), "category", in: { Set(records.map(\.category)) })
    try Self.checkExists(owner.map { [$0] } ?? [], "owner", in: { Set(records.map(\.owner)) })
    try Self.checkExists(fields, "input", in: { Set(records.flatMap(\.fields)) })
  }

  func accepts(_ record: EndpointRecord) -> Bool {
    if let glob, !glob.matches(record.id) { return false }
    if !categories.isEmpty, !categories.contains(record.category) { return false }
    if status != "all", record.status.rawValue != status { return false }
    // Closures, so that a record's lists are read only when a filter asks for them.
    if !inputKinds.allSatisfy({ record.inputKinds.contains($0) }) { return false }
    if !outputKinds.allSatisfy({ record.outputKinds.contains($0) }) { return false }
    if !fields.allSatisfy({ record.fields.contains($0) }) { return false }
    if let owner, record.owner != owner { return false }
    if let since, (record.publishedDate ?? "") < since { return false }
    return true
  }

  /// A filter by something that no model has is a slip, not an empty answer.
  private static func checkExists(_ names: [String], _ what: String, in known: () -> Set<String>) throws(RunError) {
    if names.isEmpty { return }
    let known = known()
    for name in names where !known.contains(name) {
      throw .usage("no model has the \(what) '\(name)'", suggestions: NearestNames.of(name, among: known.sorted()))
    }
  }

  private static func isDay(_ text: String) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts.map(\.count) == [4, 2, 2], let month = Int(parts[1]), let day = Int(parts[2]) else {
      return false
    }
    return Int(parts[0]) != nil && (1...12).contains(month) && (1...31).contains(day)
  }
}

extension EndpointRecord {
  /// The first part of the id.
  var owner: String { String(id.prefix { $0 != "/" }) }

  /// What the model takes: kinds of media, and `text` where it takes words to say, draw or follow.
  var inputKinds: [String] {
    var kinds: [String] = []
    for input in mediaInputs where !kinds.contains(input.kind.rawValue) { kinds.append(input.kind.rawValue) }
    if fields.contains(where: { $0 == "prompt" || $0 == "text" || $0.hasSuffix("_prompt") && required.contains($0) }) {
      kinds.append("text")
    }
    return kinds
  }
}
