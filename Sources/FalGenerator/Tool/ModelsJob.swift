import FalCore
import FalRegistry

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Generates the types of one target: one of falkit's, or one with a `falkit.json`.
///
/// It does as little as it can, because it runs in everybody's build: nothing when no file it reads has changed since the
/// last time, and next to nothing when what has changed concerns other endpoints.
package struct ModelsJob {
  private let folder: RegistryFolder
  private let selection: EndpointSelection
  private let access: Access
  private let output: OutputFolder
  private let configurationPath: String?
  /// The file that tells whether anything has changed for a target of falkit, where the registry has one.
  private let digestPath: String?
  /// Tells versions of the tool apart.
  private let tool: String

  private static let stampName = "Models.stamp"
  /// What types depend on besides the endpoints themselves.
  private static let documents: [RegistryDocument] = [.glossary, .overrides]

  /// All types of a target of falkit: of a module, or of a part of one.
  package init(target: String, registry: String, output: String, tool: String) {
    folder = RegistryFolder(path: registry)
    selection = .target(target)
    access = .public
    let digestPath = ModuleDigest.path(of: target)
    self.digestPath = FileManager.default.fileExists(atPath: folder.absolute(digestPath)) ? digestPath : nil
    self.output = OutputFolder(path: output)
    configurationPath = nil
    self.tool = tool
  }

  /// The types that a target's `falkit.json` lists.
  package init(configuration path: String, registry: String, output: String, tool: String) throws(GenerationError) {
    let configuration = try TargetConfiguration(path: path)
    folder = RegistryFolder(path: configuration.registry ?? registry)
    if !folder.exists {
      throw GenerationError(
        "there is no registry in \(folder.path); falkit registry import makes one",
        file: path,
        line: SourceFile(path: path).line(of: "registry")
      )
    }
    selection = .listed(configuration, file: path)
    access = configuration.access
    self.output = OutputFolder(path: output)
    configurationPath = path
    digestPath = nil
    self.tool = tool
  }

  /// Generates what has changed.
  ///
  /// - Throws: `GenerationError` or `RegistryError`.
  package func run() throws {
    let stamp = output.text(of: Self.stampName)?.split(separator: "\n").map(String.init) ?? []
    let isComplete = stamp.count == 2 && output.has(ModelGenerator.fileNames)
    let files = try fingerprintOfFiles()
    if isComplete, stamp[0] == files { return }

    let names = try RecordedNames(folder: folder)
    let records = try selection.records(in: folder, names: names)
    let digest = try ModuleDigest.of(records, names: names.json(of:))
    try check(digest)
    let content = try fingerprint(of: digest)
    if !isComplete || stamp[1] != content {
      for (name, text) in try sources(of: records, names: names) { try output.write(text, to: name) }
    }
    try output.write("\(files)\n\(content)\n", to: Self.stampName)
  }

  /// A digest that is not of these endpoints would hide the next change, too.
  private func check(_ digest: String) throws {
    guard let digestPath, let bytes = try folder.bytes(of: digestPath) else { return }
    if bytes != Data("\(digest)\n".utf8) {
      throw GenerationError(
        "the digest is not of what the registry holds; falkit registry import, without a feed, corrects it",
        file: folder.absolute(digestPath)
      )
    }
  }

  private func sources(
    of records: [EndpointRecord],
    names: RecordedNames
  ) throws -> [(name: String, text: String)] {
    let parser = try RegistryParser(folder: folder)
    var recorded: [String: NameRecord] = [:]
    for record in records {
      let json = try names.json(of: record.id)
      if !json.isNull { recorded[record.id] = NameRecord(json: json) }
    }
    // In a registry without names, or with new endpoints, names depend on all ids that there are.
    let isNamed = recorded.count == records.count
    let typeNames = isNamed ? [:] : try assignedTypeNames()
    var generator = ModelGenerator(typeNames: typeNames, names: recorded, access: access)
    for record in records { if let source = try parser.source(of: record) { generator.add(source) } }
    return generator.result().sources
  }

  private func assignedTypeNames() throws(RegistryError) -> [String: String] {
    TypeNames.assigned(
      to: try folder.records().map(\.id),
      recorded: try NamesDocument(folder: folder).typeNames
    )
  }

  /// Tells whether any file is another than the last time.
  private func fingerprintOfFiles() throws -> String {
    var fingerprint = Fingerprint()
    fingerprint.combine(tool)
    if let configurationPath { fingerprint.combine(try SourceFile(path: configurationPath).bytes()) }
    fingerprint.combine(folder.path)
    let paths = digestPath.map { [$0] } ?? [RegistryFolder.indexPath, NamesDocument.path]
    for path in paths + Self.documents.map(\.path) { fingerprint.combine(try folder.bytes(of: path) ?? Data()) }
    return fingerprint.text
  }

  /// Tells whether anything that concerns these endpoints is another than the last time.
  private func fingerprint(of digest: String) throws -> String {
    var fingerprint = Fingerprint()
    fingerprint.combine(tool)
    fingerprint.combine(access.rawValue)
    for document in Self.documents { fingerprint.combine(try folder.bytes(of: document.path) ?? Data()) }
    fingerprint.combine(digest)
    return fingerprint.text
  }
}
