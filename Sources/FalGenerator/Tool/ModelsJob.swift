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
  private let layers: RegistryLayers
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
    layers = RegistryLayers(own: nil, base: RegistryFolder(path: registry))
    selection = .module(module)
    options = EmitOptions(access: .public)
    self.output = OutputFolder(path: output)
    configurationPath = nil
    self.tool = tool
  }

  /// The types that a target's `falkit.json` lists.
  package init(configuration path: String, registry: String, output: String, tool: String) throws(GenerationError) {
    let configuration = try TargetConfiguration(path: path)
    let own = configuration.registry.map(RegistryFolder.init(path:))
    if let own, !own.exists {
      throw GenerationError(
        "there is no registry in \(own.path); falkit types add MODEL makes one",
        file: path,
        line: SourceFile(path: path).line(of: "registry")
      )
    }
    layers = RegistryLayers(own: own, base: RegistryFolder(path: registry))
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

    let parts = try parts()
    let content = try fingerprint(of: parts)
    if !isComplete || stamp[1] != content {
      for (name, text) in try sources(of: parts) { try output.write(text, to: name) }
    }
    try output.write("\(files)\n\(content)\n", to: Self.stampName)
  }

  // MARK: - What belongs to which registry

  /// The endpoints that a registry names, each with the folder its document is in.
  private struct Part {
    let names: RecordedNames
    var records: [(record: EndpointRecord, folder: RegistryFolder)] = []
  }

  /// What falkit's registry names, and what the target's own does.
  ///
  /// The two share no types, so that neither changes what the other has.
  private func parts() throws -> (base: Part, own: Part?) {
    var base = Part(names: try RecordedNames(folder: layers.base))
    let records = try selection.records(in: layers, names: base.names)
    guard let folder = layers.own else {
      base.records = records.map { ($0, layers.base) }
      return (base, nil)
    }
    var own = Part(names: try RecordedNames(folder: folder))
    let (described, named) = (Set(try folder.records().map(\.id)), own.names.ids)
    for record in records {
      if described.contains(record.id) {
        own.records.append((record, folder))
      } else if named.contains(record.id) {
        own.records.append((record, layers.base))
      } else {
        base.records.append((record, layers.base))
      }
    }
    return (base, own)
  }

  private func sources(of parts: (base: Part, own: Part?)) throws -> [(name: String, text: String)] {
    let ids = parts.base.records.map(\.record.id)
    var names = try parts.base.names.names(of: ids)
    // In a registry without names, or with new endpoints, names depend on all ids that there are.
    let isNamed = names.endpoints.count == ids.count
    let typeNames = isNamed ? [:] : try assignedTypeNames()
    guard let own = parts.own else {
      return try result(of: parts.base, ModelGenerator(names: names, typeNames: typeNames)).sources(options)
    }
    let ownNames = try own.names.names(of: own.records.map(\.record.id))
    var result = try result(of: own, ModelGenerator(names: ownNames, typeNames: [:]))
    if let missing = result.names.endpoints.sorted(on: \.key).first(where: { ownNames.endpoints[$0.key] != $0.value }) {
      throw GenerationError(
        "names of \(missing.key) are not recorded yet; run falkit types add \(missing.key)",
        file: configurationPath,
        line: configurationPath.flatMap { SourceFile(path: $0).line(of: missing.key) }
      )
    }
    // A name that falkit has come to have later than this target.
    names = names.avoiding(try own.names.names(of: Array(own.names.ids)).ofTypes)
    result.add(try self.result(of: parts.base, ModelGenerator(names: names, typeNames: typeNames)))
    return result.sources(options)
  }

  private func result(of part: Part, _ generator: ModelGenerator) throws(RegistryError) -> ModelGenerator.Result {
    let glossary = Glossary(json: try layers.document(.glossary))
    let overrides = Overrides(json: try layers.document(.overrides))
    var generator = generator
    for (record, folder) in part.records {
      let parser = RegistryParser(folder: folder, glossary: glossary, overrides: overrides)
      if let source = try parser.source(of: record) { generator.add(source) }
    }
    return generator.result()
  }

  private func assignedTypeNames() throws(RegistryError) -> [String: String] {
    TypeNames.assigned(
      to: try layers.base.records().map(\.id),
      recorded: try NamesDocument(folder: layers.base).names.typeNames
    )
  }

  // MARK: - What has changed

  /// Tells whether any file is another than the last time.
  private func fingerprintOfFiles() throws -> String {
    var fingerprint = Fingerprint()
    fingerprint.combine(tool)
    if let configurationPath { fingerprint.combine(try SourceFile(path: configurationPath).bytes()) }
    let paths = [RegistryFolder.indexPath, NamesDocument.path] + Self.documents.map(\.path)
    for folder in layers.folders {
      fingerprint.combine(folder.path)
      for path in paths { fingerprint.combine(try folder.bytes(of: path) ?? Data()) }
    }
    return fingerprint.text
  }

  /// Tells whether anything that concerns these endpoints is another than the last time.
  ///
  /// The index and the names change with every endpoint of any module.
  private func fingerprint(of parts: (base: Part, own: Part?)) throws -> String {
    var fingerprint = Fingerprint()
    fingerprint.combine(tool)
    fingerprint.combine(
      ([options.access.rawValue] + options.conformances.map(\.rawValue).sorted()).joined(separator: " ")
    )
    for folder in layers.folders {
      for document in Self.documents { fingerprint.combine(try folder.bytes(of: document.path) ?? Data()) }
    }
    for part in [parts.base, parts.own].compactMap({ $0 }) {
      fingerprint.combine(try part.names.sharedText())
      for (record, folder) in part.records {
        let texts = [record.id, record.name, record.category, record.status.rawValue, record.snapshot?.digest ?? ""]
        for text in texts + [folder.path] { fingerprint.combine(text) }
        fingerprint.combine(try part.names.json(of: record.id).text())
      }
    }
    return fingerprint.text
  }
}
