import FalCore
import FalPlatform
import FalRegistry
import FalRunner

/// Searches fal's own catalogue.
enum RemoteSearch {
  static func run(_ invocation: Invocation) throws -> ExitCode {
    // Of the filters of a local search fal knows the category and the status.
    let known: Set<OptionName> = [.category, .status, .limit, .remote]
    for option in ModelFilter.options where !known.contains(option.name) && invocation.has(option.name) {
      throw RunError.usage("--\(option.name) does not go with --remote")
    }
    let categories = invocation.values(.category)
    if categories.count > 1 { throw RunError.usage("--remote takes one --category") }
    var query = ModelQuery()
    query.text = invocation.arguments.joined(separator: " ")
    query.category = categories.first
    query.status = status(invocation.value(.status))
    let access = try FalAccess(invocation)
    let limit = try ModelsCommand.limit(invocation)
    let found = try Waiting.run { [query] in
      var found: [ModelListing] = []
      for try await listing in access.client.models(query) {
        found.append(listing)
        if found.count == limit { break }
      }
      return found
    }
    try show(found, invocation.console)
    if found.isEmpty { invocation.console.say("fal has nothing for '\(query.text ?? "")'") }
    return .ok
  }

  private static func status(_ word: String?) -> ModelListing.Status? {
    switch word {
    case nil: ModelListing.Status("active")
    case "all": nil
    case let word?: ModelListing.Status(word)
    }
  }

  private static func show(_ found: [ModelListing], _ console: Console) throws {
    func columns(_ listing: ModelListing) -> [String] {
      [listing.id.description, listing.name ?? "", listing.category ?? ""].map(TerminalText.text)
    }
    switch console.mode {
    case .json:
      let models = found.map { listing in
        JSON.object([
          "endpoint_id": .string(listing.id.description), "name": listing.name.map(JSON.string) ?? .null,
          "category": listing.category.map(JSON.string) ?? .null,
          "status": (listing.status?.rawValue).map(JSON.string) ?? .null,
        ])
      }
      try console.print(["models": .array(models), "count": .number(JSONNumber(found.count)), "source": "fal"])
    case .human where !console.isQuiet && !found.isEmpty:
      let rows = found.map(columns)
      let heading = ["ENDPOINT", "NAME", "CATEGORY"]
      try console.print(
        TextLayout.table(heading, rows, width: console.width, style: console.style, leaveOut: [1, 2])
          + "\n" + console.style.dim("\(found.count) from fal")
      )
    default:
      for listing in found {
        try console.print(console.isQuiet ? columns(listing)[0] : columns(listing).joined(separator: "\t"))
      }
    }
  }
}
