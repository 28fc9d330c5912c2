import FalCore
package import FalRegistry
import FalSystem

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Proves that a registry folder is normalised, complete, free of prose, and consistent with its index.
package struct RegistryVerifier {
  package struct Report: Sendable {
    package var diagnostics: [RegistryDiagnostic] = []
    package var endpoints = 0
    package var withSchema = 0
    package var files = 0
    package var categories = 0
    package var inputs = Coverage()
    package var outputs = Coverage()
    /// Faults of the service's data, by code: not falkit's fault, and handled.
    package var knownFaults: [(code: String, count: Int)] = []
    package var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }
  }

  /// How many names the glossary explains, every use of a name counted.
  package struct Coverage: Sendable {
    package var explained = 0
    package var all = 0
    /// The names that the glossary does not explain, with how many models use them.
    package var unexplained: [String: Int] = [:]
    package var percent: Double { all == 0 ? 100 : Double(explained) * 100 / Double(all) }

    /// The same, those first that most models use.
    package var missing: [(name: String, count: Int)] {
      unexplained.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { ($0.key, $0.value) }
    }

    fileprivate mutating func count(_ names: [String], isExplained: (String) -> Bool) {
      all += names.count
      for name in names {
        if isExplained(name) { explained += 1 } else { unexplained[name, default: 0] += 1 }
      }
    }
  }

  /// The share of inputs that the glossary must explain, in percent.
  package static let leastInputCoverage = 92.0

  private let folder: RegistryFolder
  /// What the registry is laid over; `nil` for one that stands alone.
  private let base: Registry?
  private var report = Report()

  /// - Parameters:
  ///   - folder: The registry.
  ///   - base: falkit's registry, for those that are made to be laid over it.
  package init(folder: RegistryFolder, over base: Registry? = nil) {
    self.folder = folder
    self.base = folder.isOverlay ? base : nil
  }

  package mutating func run() throws(RegistryError) -> Report {
    let records = try folder.records()
    let overrides = Overrides(json: try folder.document(.overrides, over: base))
    let modules = Modules(json: try folder.document(.modules, over: base))
    let glossary = Glossary(json: try folder.document(.glossary, over: base))

    try checkIndex(records)
    checkPaths(records)
    try checkDocuments(records, overrides, modules)
    checkGlossary(glossary, records)
    // What is said of models of the registry below is no fault of this one.
    if base != nil { report.diagnostics.removeAll { $0.code == "unknown-endpoint" } }
    var faults: [String: Int] = [:]
    for record in records { try check(record, overrides, modules, &faults) }

    report.endpoints = records.count
    report.withSchema = records.count { $0.hasSchema }
    report.categories = Set(records.map(\.category)).count
    report.knownFaults = faults.sorted(on: \.key).map { ($0.key, $0.value) }
    report.diagnostics = report.diagnostics.sorted(on: \.sortingText)
    return report
  }

  /// For what is a fault in falkit's own registry, and usual in one that was made from a part of the catalogue.
  private mutating func note(_ code: String, _ subject: String, _ message: String) {
    report.diagnostics.append(RegistryDiagnostic(.note, code, subject, message))
  }

  private mutating func fail(_ code: String, _ subject: String, _ message: String) {
    report.diagnostics.append(RegistryDiagnostic(.error, code, subject, message))
  }
}

// MARK: - The index

extension RegistryVerifier {
  private mutating func checkIndex(_ records: [EndpointRecord]) throws(RegistryError) {
    report.files += 1
    if try folder.bytes(of: RegistryFolder.indexPath) != Data(RegistryFolder.indexBytes(of: records)) {
      fail(
        "not-normalized",
        RegistryFolder.indexPath,
        "the file is not as falkit writes it; falkit registry import, without a feed, rewrites it"
      )
    }
    let media = try folder.bytes(of: RegistryFolder.mediaInputsPath)
    if let media, media != Data(RegistryFolder.mediaInputsBytes(of: records)) {
      fail(
        "not-normalized",
        RegistryFolder.mediaInputsPath,
        "other inputs take files now; falkit registry import, without a feed, writes the list anew"
      )
    }
    for (record, next) in zip(records, records.dropFirst()) where record.id == next.id {
      fail("duplicate-id", RegistryFolder.indexPath, "\(record.id) is listed twice")
    }
    for record in records {
      do throws(FalError) {
        _ = try EndpointID(record.id)
      } catch {
        fail("invalid-id", RegistryFolder.indexPath, error.message)
      }
      for text in [record.name, record.category, record.group?.label ?? ""] + record.tags
      where PlainText.oneLine(text) != text {
        fail("control-character", record.id, "a name has control characters or stray spaces")
      }
    }
  }

  /// No two files may meet on a file system that does not tell case apart, nor a file and a folder on any.
  private mutating func checkPaths(_ records: [EndpointRecord]) {
    var files: Set<String> = []
    var folders: Set<String> = []
    for record in records {
      guard let path = record.snapshot?.path else { continue }
      let lowercase = path.lowercased()
      if !files.insert(lowercase).inserted { fail("path-clash", record.id, "\(path) is another endpoint's file, too") }
      let segments = lowercase.split(separator: "/")
      for count in segments.indices.dropFirst() { folders.insert(segments[..<count].joined(separator: "/")) }
    }
    for path in files where folders.contains(path) { fail("path-clash", path, "the path is a file and a folder") }
    let paths = SnapshotPaths.assigned(to: records.map(\.id))
    for record in records {
      if let known = record.snapshot?.path, let path = paths[record.id], known != path {
        fail("wrong-path", record.id, "the snapshot is at \(known) and belongs at \(path)")
      }
    }
    let known = Set(records.compactMap { $0.snapshot?.path })
    for path in folder.snapshotPaths() where !known.contains(path) && !folders.contains(path.lowercased()) {
      fail("stray-file", path, "no record refers to it")
    }
  }
}

// MARK: - Snapshots

extension RegistryVerifier {
  private mutating func check(
    _ record: EndpointRecord,
    _ overrides: Overrides,
    _ modules: Modules,
    _ faults: inout [String: Int]
  ) throws(RegistryError) {
    let category = overrides.of(record.id).category ?? record.category
    if category != record.category {
      fail(
        "wrong-category",
        record.id,
        "overrides.json says \(category); falkit registry import, without a feed, corrects it"
      )
    }
    if modules.module(of: record.id, category: record.category).name != record.module {
      fail(
        "wrong-module",
        record.id,
        "the index says \(record.module), modules.json says otherwise; falkit registry import, without a feed, corrects it"
      )
    }
    guard let reference = record.snapshot else {
      faults["no-schema", default: 0] += 1
      return
    }
    report.files += 1
    guard let bytes = try folder.bytes(of: reference.path) else {
      fail("missing-file", record.id, "\(reference.path) does not exist")
      return
    }
    let snapshot: JSON
    do throws(JSONParseError) {
      snapshot = try JSON(parsing: bytes, duplicateNames: .reject)
    } catch {
      fail("not-json", reference.path, error.description)
      return
    }
    if StableHash.hex(bytes) != reference.digest {
      fail("wrong-digest", record.id, "\(reference.path) was changed by hand; import the model again")
    }
    if Data(SnapshotFormat.bytes(snapshot)) != bytes {
      fail("not-normalized", reference.path, "the file is not as falkit writes it; import the model again")
    }
    if SnapshotFormat.normalized(snapshot, id: record.id) != snapshot {
      fail("prose", reference.path, "the file holds more than facts; import the model again")
    }
    var expected = record
    expected.summarize(snapshot, overrides: overrides)
    if expected != record {
      fail(
        "index-differs",
        record.id,
        "the index does not say what the snapshot says; falkit registry import, without a feed, corrects it"
      )
    }
    let document = OpenAPIDocument(json: snapshot)
    if !document.danglingReferences.isEmpty { faults["dangling-reference", default: 0] += 1 }
    if document.inputSchema.map({ $0["$ref"].string.map { document.resolve($0) == nil } ?? false }) ?? true {
      faults["no-input-schema", default: 0] += 1
    }
  }
}

// MARK: - Files written by hand

extension RegistryVerifier {
  /// The modules of typed models that falkit has.
  package static let modulesOfFalkit: Set<String> = [
    "FalImage", "FalVideo", "FalAudio", "Fal3D", "FalText", "FalTraining",
  ]

  private mutating func checkDocuments(
    _ records: [EndpointRecord],
    _ overrides: Overrides,
    _ modules: Modules
  ) throws(RegistryError) {
    for document in RegistryDocument.allCases {
      guard let bytes = try folder.bytes(of: document.path), let json = try folder.json(of: document.path) else {
        // A registry of one's own need not explain anything, or repair it.
        if document == .modules, base == nil { fail("missing-file", document.path, "the file does not exist") }
        continue
      }
      report.files += 1
      if Data(json.utf8(.normalized) + [UInt8(ascii: "\n")]) != bytes {
        fail(
          "not-normalized",
          document.path,
          "the file is not as falkit writes it; falkit registry import, without a feed, rewrites it"
        )
      }
    }
    for name in modules.names.sorted() where !Self.modulesOfFalkit.contains(name) {
      fail("unknown-module", RegistryDocument.modules.path, "there is no module \(name)")
    }
    let ids = Set(records.map(\.id))
    for id in modules.exceptions where !ids.contains(id) {
      fail("unknown-endpoint", RegistryDocument.modules.path, "there is no endpoint \(id)")
    }
    for (glob, override) in overrides.patterns {
      let fitting = records.filter { glob.matches($0.id) }
      if fitting.isEmpty {
        note("unknown-endpoint", RegistryDocument.overrides.path, "no endpoint fits \(glob.pattern)")
      }
      let named = Array(override.fields.keys) + override.combined.flatMap(\.fields) + override.references.map(\.field)
      // What holds for members of objects is named by the whole way: `shadow.blur`.
      let fields = Set(named.map { String($0.prefix { $0 != "." }) })
      // A glob may name what only some of its endpoints have.
      let typed = fitting.filter(\.hasSchema)
      for name in fields.sorted() where !typed.isEmpty && !typed.contains(where: { $0.fields.contains(name) }) {
        fail("unknown-field", RegistryDocument.overrides.path, "\(glob.pattern) has no input \(name)")
      }
    }
  }

  private mutating func checkGlossary(_ glossary: Glossary, _ records: [EndpointRecord]) {
    for record in records {
      let own = glossary.of(record)
      report.inputs.count(record.fields) { own.meaning(of: [$0], .input) != nil }
      report.outputs.count(record.outputs) { own.meaning(of: [$0], .output) != nil }
    }
    // A registry of one's own may do without.
    if !glossary.sentences.isEmpty, report.inputs.percent < Self.leastInputCoverage {
      note(
        "coverage",
        RegistryDocument.glossary.path,
        "it explains less than \(Int(Self.leastInputCoverage)) % of the inputs"
      )
    }
    for (scope, text) in glossary.sentences where !Self.isSentence(text) {
      fail("sentence", RegistryDocument.glossary.path, "\(scope): not one sentence of 20 to 140 characters: \(text)")
    }
    let categories = Set(records.map(\.category))
    let ids = Set(records.map(\.id))
    for scope in glossary.overrideScopes where !categories.contains(scope) && !ids.contains(scope) {
      if !Glob.isPattern(scope) || !records.contains(where: { Glob(scope).matches($0.id) }) {
        note("unknown-endpoint", RegistryDocument.glossary.path, "no endpoint or category fits \(scope)")
      }
    }
  }

  private static func isSentence(_ text: String) -> Bool {
    guard (20...140).contains(text.count), text.hasSuffix("."), PlainText.oneLine(text) == text else { return false }
    return text.first.map { $0.isUppercase || $0.isNumber || $0 == "@" } ?? false
  }
}
