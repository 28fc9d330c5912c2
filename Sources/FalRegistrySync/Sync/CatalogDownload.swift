import FalCore
import FalPlatform
import FalRegistry

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The pages of fal's catalogue on disk: fetched one after the other, each only when it has changed, and from where an
/// earlier attempt was interrupted.
struct CatalogDownload {
  /// A page that is on disk.
  struct Page: Sendable, Hashable {
    /// Where it begins; empty for the first.
    let cursor: String
    let digest: String
    let tag: String?
  }

  /// After this a catalogue that was read in part may be another.
  private static let longestInterruption = 3600.0

  private let folder: String
  private let client: FalClient
  private let isAnew: Bool

  /// - Parameters:
  ///   - folder: Where the pages are kept.
  ///   - client: Who asks.
  ///   - isAnew: Whether everything is fetched, whatever is known.
  init(folder: String, client: FalClient, isAnew: Bool) {
    self.folder = folder
    self.client = client
    self.isAnew = isAnew
  }

  /// The pages of the whole catalogue, in order; those that were read, and why there are no more, where one fails.
  ///
  /// - Throws: `RegistryError` when nothing can be written, `CancellationError`.
  func run(progress: @Sendable (_ models: Int) -> Void) async throws -> (pages: [Page], failure: FalError?) {
    let known = isAnew ? Manifest() : Manifest(json: read("pages.json"))
    var now = Manifest(begun: Date())
    if known.failed == nil, !known.isComplete, known.begun.timeIntervalSinceNow > -Self.longestInterruption {
      (now.begun, now.pages) = (known.begun, known.pages)
    }
    let earlier = Dictionary(known.pages.map { ($0.cursor, $0) }) { first, _ in first }
    var trail = CursorTrail()
    var models = 0
    var cursor: String? = ""
    var position = 0
    do {
      while let at = cursor {
        let page: Page
        if position < now.pages.count, now.pages[position].cursor == at, let json = self.json(of: now.pages[position]) {
          page = now.pages[position]
          cursor = try Self.next(&trail, json, &models)
        } else {
          now.pages.removeSubrange(position...)
          let (fetched, json) = try await fetch(at, earlier[at])
          page = fetched
          cursor = try Self.next(&trail, json, &models)
          now.pages.append(page)
          try write(now)
        }
        position += 1
        progress(models)
      }
      now.pages.removeSubrange(position...)
      now.isComplete = true
      try write(now)
      removeUnused(now)
      return (now.pages, nil)
    } catch let error as FalError {
      now.failed = error.message
      try write(now)
      return (now.pages, error)
    }
  }

  /// The bytes of a page.
  ///
  /// - Throws: `RegistryError` when it is gone.
  func bytes(of page: Page) throws(RegistryError) -> [UInt8] {
    guard let bytes = read(Self.name(of: page.digest)) else {
      throw RegistryError("a page of the catalogue is gone; sync again", file: folder)
    }
    return bytes
  }

  private func json(of page: Page) -> JSON? {
    read(Self.name(of: page.digest)).flatMap { StableHash.hex($0) == page.digest ? try? JSON(parsing: $0) : nil }
  }

  private static func next(_ trail: inout CursorTrail, _ json: JSON, _ models: inout Int) throws(FalError) -> String? {
    guard let entries = json["models"].array else {
      throw FalError(.invalidResponse, "the catalogue: the answer has no list under \"models\"")
    }
    models += entries.count
    return try trail.cursor(after: json, listing: entries)
  }

  private func fetch(_ cursor: String, _ earlier: Page?) async throws -> (Page, JSON) {
    let earlier = earlier.flatMap { page in json(of: page).map { (page: page, json: $0) } }
    let page = try await client.catalogPage(at: cursor.isEmpty ? nil : cursor, size: 100, unless: earlier?.page.tag)
    guard let page else {
      if let earlier { return earlier }
      throw FalError(.invalidResponse, "the catalogue: the server says that nothing has changed, and was not asked")
    }
    let digest = StableHash.hex(page.bytes)
    try write(page.bytes, Self.name(of: digest))
    return (Page(cursor: cursor, digest: digest, tag: page.tag), page.json)
  }

  // MARK: - Files

  private static func name(of digest: String) -> String { "page-\(digest).json" }

  private func read(_ name: String) -> [UInt8]? {
    FileManager.default.contents(atPath: "\(folder)/\(name)").map { [UInt8]($0) }
  }

  private func write(_ bytes: [UInt8], _ name: String) throws(RegistryError) {
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try Data(bytes).write(to: URL(fileURLWithPath: "\(folder)/\(name)"), options: .atomic)
    } catch {
      throw RegistryError("the file cannot be written", file: "\(folder)/\(name)", reason: .writing)
    }
  }

  private func write(_ manifest: Manifest) throws(RegistryError) { try write(manifest.json.utf8(), "pages.json") }

  private func removeUnused(_ manifest: Manifest) {
    let used = Set(manifest.pages.map { Self.name(of: $0.digest) })
    for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    where name.hasPrefix("page-") && !used.contains(name) {
      try? FileManager.default.removeItem(atPath: "\(folder)/\(name)")
    }
  }
}

extension CatalogDownload {
  /// What is known of the pages on disk.
  private struct Manifest {
    var begun = Date.distantPast
    var pages: [Page] = []
    var isComplete = false
    /// Why it ended early, so that it was not interrupted.
    var failed: String?

    init(begun: Date = .distantPast) { self.begun = begun }

    init(json bytes: [UInt8]?) {
      let json = bytes.flatMap { try? JSON(parsing: $0) } ?? .null
      begun = json["begun"].double.map(Date.init(timeIntervalSince1970:)) ?? .distantPast
      isComplete = json["complete"].bool ?? false
      failed = json["failed"].string
      pages = (json["pages"].array ?? []).compactMap { page in
        guard let cursor = page["cursor"].string, let digest = page["digest"].string else { return nil }
        return Page(cursor: cursor, digest: digest, tag: page["tag"].string)
      }
    }

    var json: JSON {
      [
        "begun": JSON(floatLiteral: begun.timeIntervalSince1970),
        "complete": .bool(isComplete),
        "failed": failed.map(JSON.string) ?? .null,
        "pages": .array(
          pages.map { page in
            [
              "cursor": .string(page.cursor), "digest": .string(page.digest),
              "tag": page.tag.map(JSON.string) ?? .null,
            ]
          }
        ),
      ]
    }
  }
}
