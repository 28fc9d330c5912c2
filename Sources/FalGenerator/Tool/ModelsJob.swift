import FalRegistry

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Generates the types of one target: a module of falkit, or a target with a `falkit.json`.
///
/// It does as little as it can, because it runs in everybody's build: nothing when no file it reads has changed since the
/// last time, and next to nothing when what has changed concerns other endpoints.
package struct ModelsJob {
  private let folder: RegistryFolder
  private let selection: EndpointSelection
  private let access: Access
  private let output: OutputFolder
  private let configurationPath: String?
  /// Tells versions of the tool apart.
  private let tool: String

  private static let stampName = "Models.stamp"

  /// All types of a module of falkit.
  package init(module: String, registry: String, output: String, tool: String) {
    folder = RegistryFolder(path: registry)
    selection = .module(module)
    access = .public
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

    let names = try NamesDocument(folder: folder)
    let records = try selection.records(in: folder, names: names)
    let content = try fingerprint(of: records, names: names)
    if !isComplete || stamp[1] != content {
      for (name, text) in try sources(of: records, names: names) { try output.write(text, to: name) }
    }
    try output.write("\(files)\n\(content)\n", to: Self.stampName)
  }

  private func sources(
    of records: [EndpointRecord],
    names: NamesDocument
  ) throws -> [(name: String, text: String)] {
    let parser = try RegistryParser(folder: folder)
    var recorded: [String: NameRecord] = [:]
    for record in records { recorded[record.id] = names.record(of: record.id) }
    // In a registry without names, or with new endpoints, names depend on all ids that there are.
    let isNamed = recorded.count == records.count
    let typeNames =
      isNamed ? [:] : TypeNames.assigned(to: try folder.records().map(\.id), recorded: names.typeNames)
    var generator = ModelGenerator(typeNames: typeNames, names: recorded, access: access)
    for record in records { if let source = try parser.source(of: record) { generator.add(source) } }
    return generator.result().sources
  }

  /// Tells whether any file is another than the last time.
  private func fingerprintOfFiles() throws -> String {
    var fingerprint = Fingerprint()
    fingerprint.combine(tool)
    if let configurationPath { fingerprint.combine(try SourceFile(path: configurationPath).bytes()) }
    fingerprint.combine(folder.path)
    for path in [RegistryFolder.indexPath, NamesDocument.path] + RegistryDocument.allCases.map(\.path) {
      fingerprint.combine(try folder.bytes(of: path) ?? Data())
    }
    return fingerprint.text
  }

  /// Tells whether anything that concerns these endpoints is another than the last time.
  private func fingerprint(of records: [EndpointRecord], names: NamesDocument) throws -> String {
    var fingerprint = Fingerprint()
    fingerprint.combine(tool)
    fingerprint.combine(access.rawValue)
    for document in [RegistryDocument.glossary, .overrides] {
      fingerprint.combine(try folder.bytes(of: document.path) ?? Data())
    }
    for record in records {
      for text in [record.id, record.name, record.category, record.status.rawValue, record.snapshot?.digest ?? ""] {
        fingerprint.combine(text)
      }
      names.forEachText(of: record.id) { fingerprint.combine($0) }
    }
    return fingerprint.text
  }
}
