import FalJSON
import FalSchema

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Generates the types of one target: one of falkit's modules, or one with a `falkit.json`.
///
/// It does as little as it can, because it runs in everybody's build: nothing when no file it reads has changed since the
/// last time, and next to nothing when what has changed concerns other endpoints.
package struct ModelsJob {
  private let folder: RegistryFolder
  private let selection: EndpointSelection
  private let options: EmitOptions
  private let output: OutputFolder
  private let configurationPath: String?
  /// Tells versions of the tool apart.
  private let tool: String

  private static let stampName = "Models.stamp"
  /// What types depend on besides the endpoints themselves.
  private static let documents: [RegistryDocument] = [.glossary, .overrides]

  /// All types of one of falkit's modules.
  package init(module: String, registry: String, output: String, tool: String) {
    folder = RegistryFolder(path: registry)
    selection = .module(module)
    options = EmitOptions(access: .public)
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
    options = configuration.options
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

    let names = try RecordedNames(folder: folder)
    let records = try selection.records(in: folder, names: names)
    let content = try fingerprint(of: records, names)
    if !isComplete || stamp[1] != content {
      for (name, text) in try sources(of: records, names: names) { try output.write(text, to: name) }
    }
    try output.write("\(files)\n\(content)\n", to: Self.stampName)
  }

  private func sources(
    of records: [EndpointRecord],
    names recorded: RecordedNames
  ) throws -> [(name: String, text: String)] {
    let parser = try RegistryParser(folder: folder)
    let names = try recorded.names(of: records.map(\.id))
    // In a registry without names, or with new endpoints, names depend on all ids that there are.
    let isNamed = names.endpoints.count == records.count
    var generator = ModelGenerator(names: names, typeNames: isNamed ? [:] : try assignedTypeNames())
    for record in records { if let source = try parser.source(of: record) { generator.add(source) } }
    return generator.result().sources(options)
  }

  private func assignedTypeNames() throws(RegistryError) -> [String: String] {
    TypeNames.assigned(
      to: try folder.records().map(\.id),
      recorded: try NamesDocument(folder: folder).names.typeNames
    )
  }

  /// Tells whether any file is another than the last time.
  private func fingerprintOfFiles() throws -> String {
    var fingerprint = Fingerprint()
    fingerprint.combine(tool)
    if let configurationPath { fingerprint.combine(try SourceFile(path: configurationPath).bytes()) }
    fingerprint.combine(folder.path)
    let paths = [RegistryFolder.indexPath, NamesDocument.path] + Self.documents.map(\.path)
    for path in paths { fingerprint.combine(try folder.bytes(of: path) ?? Data()) }
    return fingerprint.text
  }

  /// Tells whether anything that concerns these endpoints is another than the last time.
  ///
  /// The index and the names change with every endpoint of any module.
  private func fingerprint(of records: [EndpointRecord], _ names: RecordedNames) throws -> String {
    var fingerprint = Fingerprint()
    fingerprint.combine(tool)
    fingerprint.combine(
      ([options.access.rawValue] + options.conformances.map(\.rawValue).sorted()).joined(separator: " ")
    )
    for document in Self.documents { fingerprint.combine(try folder.bytes(of: document.path) ?? Data()) }
    fingerprint.combine(try names.sharedText())
    for record in records {
      for text in [record.id, record.name, record.category, record.status.rawValue, record.snapshot?.digest ?? ""] {
        fingerprint.combine(text)
      }
      fingerprint.combine(try names.json(of: record.id).text())
    }
    return fingerprint.text
  }
}
