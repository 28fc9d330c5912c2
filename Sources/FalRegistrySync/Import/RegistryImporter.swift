import FalCore
package import FalRegistry

/// Brings answers of the Platform API into a registry folder.
package struct RegistryImporter {
  package struct Report: Sendable {
    package var added: [String] = []
    package var changed: [String] = []
    package var unchanged = 0
    package var retired: [String] = []
    /// Paths of files that were written or removed.
    package var files: [String] = []
    package var diagnostics: [RegistryDiagnostic] = []
    package var endpoints = 0
  }

  private let folder: RegistryFolder
  private let fallback: Registry
  private let isOverlay: Bool
  private var modules = Modules(json: [:])
  private var overrides = Overrides()
  private var report = Report()

  /// Prepares to import into a folder; what it lacks beside the index is taken from another registry.
  ///
  /// - Parameters:
  ///   - folder: The registry, which is made if need be.
  ///   - fallback: The other registry.
  ///   - asOverlay: Whether a new registry is one that is laid over the other, whose files then hold and are not copied.
  package init(folder: RegistryFolder, missingDocumentsFrom fallback: Registry, asOverlay: Bool = false) {
    self.folder = folder
    self.fallback = fallback
    isOverlay = folder.exists ? folder.isOverlay : asOverlay
  }

  /// Imports a feed.
  ///
  /// - Parameters:
  ///   - pages: The feed's pages, in any order. Without any, only what follows from the other files is brought up to date.
  ///   - isComplete: Whether the feed is the whole catalogue, so that endpoints it lacks are retired.
  /// - Returns: What changed, and what was noticed.
  /// - Throws: `RegistryError` when a file cannot be read or written, or a feed that should be complete is not.
  package mutating func run(
    pages: [(name: String, bytes: [UInt8])],
    isComplete: Bool
  ) throws(RegistryError) -> Report {
    let feed = Feed(pages: pages)
    report = Report(diagnostics: feed.diagnostics)
    if isComplete, !feed.isWhole {
      let fault = feed.diagnostics.first { $0.severity == .error }?.description ?? "no page says \"has_more\": false"
      throw RegistryError(
        "the feed is not complete, so --complete would retire endpoints that still exist; nothing was written (\(fault))",
        reason: .feed
      )
    }
    if let fault = feed.diagnostics.first(where: { $0.severity == .error }), feed.entries.isEmpty {
      throw RegistryError("the feed holds no model that could be read; nothing was written (\(fault))", reason: .feed)
    }
    let before = try knownRecords()
    try takeDocuments()

    var records = before
    let paths = SnapshotPaths.assigned(to: Array(Set(records.keys).union(feed.entries.keys)))
    try moveSnapshots(to: paths, in: &records)
    var replaced: Set<String> = []
    for (id, entry) in feed.entries.sorted(on: \.key) {
      if let known = records[id]?.updatedAt, entry.updatedAt.map({ known > $0 }) ?? false {
        note(.note, "older", id, "the registry's version is newer and stays")
        // Whatever its version: what the feed has is not retired.
        if records[id]?.status == .retired { records[id]?.status = entry.status }
        continue
      }
      records[id] = try record(of: entry, before: records[id], path: paths[id] ?? "")
      replaced.insert(id)
    }
    if isComplete {
      for id in records.keys where feed.entries[id] == nil { records[id]?.status = .retired }
    }
    for id in records.keys where !replaced.contains(id) { try refresh(id, in: &records) }

    try write(records, before: before)
    report.diagnostics = report.diagnostics.sorted(on: \.sortingText)
    return report
  }

  /// The records of the folder, by id.
  private func knownRecords() throws(RegistryError) -> [String: EndpointRecord] {
    guard folder.exists else { return [:] }
    var records: [String: EndpointRecord] = [:]
    for record in try folder.records() {
      // Ids become paths, so that only real ones may.
      guard (try? EndpointID(record.id).description) == record.id else {
        throw RegistryError(
          "'\(PlainText.oneLine(record.id))' is not an endpoint id",
          file: folder.absolute(RegistryFolder.indexPath)
        )
      }
      records[record.id] = record
    }
    return records
  }

  /// Reads the files that are written by hand, lays them out as falkit does, and adds those that are missing.
  private mutating func takeDocuments() throws(RegistryError) {
    for document in RegistryDocument.allCases {
      var content = try folder.json(of: document.path)
      if content == nil, !isOverlay { content = try fallback.document(document) }
      guard let content else { continue }
      if try folder.write(content.utf8(.normalized) + [UInt8(ascii: "\n")], to: document.path) {
        report.files.append(document.path)
      }
    }
    let base = isOverlay ? fallback : nil
    modules = Modules(json: try folder.document(.modules, over: base))
    overrides = Overrides(json: try folder.document(.overrides, over: base))
  }

  private mutating func note(_ severity: RegistryDiagnostic.Severity, _ code: String, _ id: String, _ message: String) {
    report.diagnostics.append(RegistryDiagnostic(severity, code, id, message))
  }
}

// MARK: - One record

extension RegistryImporter {
  private mutating func record(
    of entry: FeedEntry,
    before: EndpointRecord?,
    path: String
  ) throws(RegistryError) -> EndpointRecord {
    let feedCategory = entry.category
    let category = overrides.of(entry.id).category ?? feedCategory ?? "unknown"
    let module = modules.module(of: entry.id, category: category)
    if !module.isKnown, !isOverlay {
      note(
        .warning,
        "unknown-category",
        entry.id,
        "no module is set for category '\(category)'; it goes to \(module.name)"
      )
    }
    if entry.name == nil {
      note(
        .note,
        "no-name",
        entry.id,
        "the feed has no display name; '\(DisplayName.derived(from: entry.id))' is derived"
      )
    }
    var record = entry.record(category: category, module: module.name)
    record.snapshot = before?.snapshot
    let snapshot = try takeSnapshot(of: entry, category: feedCategory, into: &record, path: path)
    if record.hasSchema { record.schemaError = nil }
    record.summarize(snapshot, overrides: overrides)
    return record
  }

  /// Stores the entry's document, or falls back to the snapshot the registry already has.
  private mutating func takeSnapshot(
    of entry: FeedEntry,
    category: String?,
    into record: inout EndpointRecord,
    path: String
  ) throws(RegistryError) -> JSON? {
    guard let document = entry.document else {
      let reason = entry.schemaError.map { "the service could not give the schema (\($0))" } ?? "the feed has no schema"
      note(.warning, "no-schema", entry.id, reason + (record.hasSchema ? "; the previous snapshot stays" : ""))
      return record.hasSchema ? try folder.snapshot(of: record) : nil
    }
    noteFaults(of: OpenAPIDocument(json: document), entry.id)
    let bytes = SnapshotFormat.bytes(SnapshotFormat.normalized(document, id: entry.id, category: category))
    record.snapshot = SnapshotReference(path: path, digest: StableHash.hex(bytes))
    if try folder.write(bytes, to: path) { report.files.append(path) }
    // What is derived must follow from the file, whose names are sorted, and not from the order of the feed.
    return try folder.snapshot(of: record)
  }

  private mutating func noteFaults(of document: OpenAPIDocument, _ id: String) {
    let dangling = document.danglingReferences
    let names = dangling.map { $0.split(separator: "/").last.map(String.init) ?? $0 }
    if let input = document.inputSchema?["$ref"].string, dangling.contains(input) {
      note(
        .warning,
        "no-input-schema",
        id,
        "the POST body refers to \(names[dangling.firstIndex(of: input) ?? 0]), which the document lacks; any input is accepted"
      )
    } else if document.inputSchema == nil {
      note(.warning, "no-input-schema", id, "the document describes no POST body; any input is accepted")
    } else if !dangling.isEmpty {
      note(
        .warning,
        "dangling-reference",
        id,
        "the document lacks \(names.joined(separator: ", ")); any value is accepted there"
      )
    }
  }

  /// Renames snapshots whose paths change because an id comes that would share them.
  ///
  /// All are read before any is written: one may take the other's place.
  private mutating func moveSnapshots(
    to paths: [String: String],
    in records: inout [String: EndpointRecord]
  ) throws(RegistryError) {
    var moves: [(id: String, path: String, bytes: [UInt8])] = []
    for (id, record) in records {
      guard let snapshot = record.snapshot, let path = paths[id], snapshot.path != path else { continue }
      if let bytes = try folder.bytes(of: snapshot.path), StableHash.hex(bytes) == snapshot.digest {
        moves.append((id, path, [UInt8](bytes)))
      } else if let bytes = try folder.bytes(of: path), StableHash.hex(bytes) == snapshot.digest {
        records[id]?.snapshot?.path = path  // an import that was interrupted has moved it already
      } else {
        throw RegistryError(
          "the snapshot of \(id) is missing, or not the one the index describes",
          file: folder.absolute(snapshot.path)
        )
      }
    }
    for move in moves {
      if try folder.write(move.bytes, to: move.path) { report.files.append(move.path) }
      records[move.id]?.snapshot?.path = move.path
    }
  }

  /// Derives again what follows from the snapshot, `modules.json` and `overrides.json`, each of which may have changed.
  private func refresh(_ id: String, in records: inout [String: EndpointRecord]) throws(RegistryError) {
    guard var record = records[id] else { return }
    let snapshot = record.hasSchema ? try folder.snapshot(of: record) : nil
    record.category =
      overrides.of(id).category ?? snapshot.flatMap { OpenAPIDocument(json: $0).category } ?? record.category
    record.module = modules.module(of: id, category: record.category).name
    record.summarize(snapshot, overrides: overrides)
    records[id] = record
  }
}

// MARK: - Writing

extension RegistryImporter {
  private mutating func write(
    _ records: [String: EndpointRecord],
    before: [String: EndpointRecord]
  ) throws(RegistryError) {
    let sorted = records.values.sorted(on: \.id)
    let index = RegistryFolder.indexBytes(of: sorted)
    if try folder.write(index, to: RegistryFolder.indexPath) { report.files.append(RegistryFolder.indexPath) }

    if try folder.bytes(of: RegistryFolder.mediaInputsPath) != nil,
      try folder.write(RegistryFolder.mediaInputsBytes(of: sorted), to: RegistryFolder.mediaInputsPath)
    {
      report.files.append(RegistryFolder.mediaInputsPath)
    }

    // Snapshots go last, once no index refers to them any more.
    let used = Set(sorted.compactMap { $0.snapshot?.path.lowercased() })
    for path in Set(before.values.compactMap { $0.snapshot?.path }) where !used.contains(path.lowercased()) {
      try folder.remove(path)
      report.files.append(path)
    }

    report.endpoints = sorted.count
    for record in sorted {
      switch before[record.id] {
      case nil: report.added.append(record.id)
      case record: report.unchanged += 1
      case let old?:
        if record.status == .retired, old.status != .retired {
          report.retired.append(record.id)
        } else {
          report.changed.append(record.id)
        }
      }
    }
  }
}

extension RegistryFolder {
  /// A file as it holds here, with what another registry has where this one is laid over it.
  func document(_ document: RegistryDocument, over base: Registry?) throws(RegistryError) -> JSON {
    let own = try self.document(document)
    guard let base else { return own }
    return own.laid(over: try base.document(document))
  }

  /// The path of the list of inputs that take files.
  ///
  /// Whoever wants to read what a sync changes of it makes the file.
  package static let mediaInputsPath = "media-inputs.txt"

  /// The list of inputs that take files: names, each with the kind of file.
  static func mediaInputsBytes(of records: [EndpointRecord]) -> [UInt8] {
    let lines = Set(records.flatMap { $0.mediaInputs.map { "\($0.field) \($0.kind.rawValue)\n" } })
    return Array(lines.sorted().joined().utf8)
  }

  /// The index as it is written: one layout, sorted by id.
  package static func indexBytes(of records: [EndpointRecord]) -> [UInt8] {
    let index: JSON = ["endpoints": .array(records.map(\.json))]
    return index.utf8(.readable) + [UInt8(ascii: "\n")]
  }
}
