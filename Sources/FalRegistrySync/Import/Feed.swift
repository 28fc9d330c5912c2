import FalCore
import FalRegistry

/// A feed: the models of all pages, each once.
struct Feed {
  private(set) var entries: [String: FeedEntry] = [:]
  private(set) var diagnostics: [RegistryDiagnostic] = []
  /// Whether nothing in the pages was broken and one of them says that it is the last.
  private(set) var isWhole: Bool
  private(set) var failedPages: [String] = []

  /// Reads pages: answers of `GET /v1/models?expand=openapi-3.0`, or what `falkit registry export` writes.
  init(pages: [(name: String, bytes: [UInt8])]) {
    isWhole = false
    for page in pages {
      do {
        try read(parsed(page), page.name)
      } catch {
        fail(page.name, "\(error)")
      }
    }
    // A model that could not be read may be one of those that would be missed.
    if !failedPages.isEmpty || diagnostics.contains(where: { $0.severity == .error }) { isWhole = false }
  }

  /// A page as JSON; of names that occur twice, or are the same to Swift, one is lost, and that is told.
  private mutating func parsed(_ page: (name: String, bytes: [UInt8])) throws -> JSON {
    do {
      return try JSON(parsing: page.bytes, duplicateNames: .reject)
    } catch let duplicate {
      let json = try JSON(parsing: page.bytes)
      report(.warning, "duplicate-name", page.name, "\(duplicate); the last of them counts")
      return json
    }
  }

  private mutating func read(_ json: JSON, _ page: String) {
    guard let models = json["models"].array else {
      let reason = json["error"]["message"].string ?? json["detail"].string
      fail(page, reason.map { "the service answered: \(PlainText.oneLine($0))" } ?? "there is no list under \"models\"")
      return
    }
    if json["has_more"].bool == false { isWhole = true }
    for (position, model) in models.enumerated() {
      guard let entry = FeedEntry(json: model) else {
        report(.error, "no-id", page, "model \(position + 1) has no endpoint_id")
        continue
      }
      do throws(FalError) {
        let id = try EndpointID(entry.id)
        guard id.description == entry.id, entry.id.utf8.count <= 200 else {
          report(.error, "invalid-id", page, "'\(PlainText.oneLine(entry.id))' is not written as an endpoint id")
          continue
        }
      } catch {
        report(.error, "invalid-id", page, PlainText.oneLine(error.message))
        continue
      }
      if let other = entries[entry.id], other.version != entry.version {
        report(.note, "two-versions", entry.id, "the feed has two versions; the newer one is used")
      }
      if entries[entry.id].map({ FeedEntry.isNewer(entry, than: $0) }) ?? true { entries[entry.id] = entry }
    }
  }

  private mutating func fail(_ page: String, _ message: String) {
    failedPages.append(page)
    report(.error, "failed-page", page, message)
  }

  private mutating func report(
    _ severity: RegistryDiagnostic.Severity,
    _ code: String,
    _ subject: String,
    _ text: String
  ) {
    diagnostics.append(RegistryDiagnostic(severity, code, subject, text))
  }
}
