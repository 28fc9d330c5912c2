package import FalCore

/// A registry of models: which endpoints there are, what they take and what they return.
///
/// The bundled one is `FalCatalog.registry`; any other is read from a folder.
public struct Registry: Sendable {
  private let storage: any RegistryStorage

  /// The folder the registry is read from; `nil` when it is packed into the program.
  public let folder: String?

  /// Tells a packed registry from others; `nil` for one in a folder.
  package let digest: String?

  /// Uses a registry that is packed into the program.
  package init(packed: PackedRegistry) {
    storage = packed
    digest = packed.digest
    folder = nil
  }

  /// Uses the registry in a folder, as `falkit registry import` writes it.
  ///
  /// - Throws: `RegistryError` when the folder holds no registry.
  public init(folder path: String) throws(RegistryError) {
    let folder = RegistryFolder(path: path)
    guard folder.exists else {
      throw RegistryError("there is no registry here: \(RegistryFolder.indexPath) is missing", file: folder.path)
    }
    storage = folder
    digest = nil
    self.folder = folder.path
  }

  /// Uses the registry in a folder with all that another has; one that is not made to be laid over others stands alone.
  ///
  /// - Throws: `RegistryError` when the folder holds no registry.
  package init(folder path: String, over base: Registry) throws(RegistryError) {
    let alone = try Registry(folder: path)
    let folder = RegistryFolder(path: path)
    storage = folder.isOverlay ? LayeredRegistry(own: folder, base: base.storage) : folder
    digest = nil
    self.folder = alone.folder
  }

  /// The records of all endpoints, sorted by id.
  ///
  /// - Throws: `RegistryError` when a file is missing or broken.
  package func records() throws(RegistryError) -> [EndpointRecord] {
    try storage.records()
  }

  /// The record of one endpoint; `nil` when the registry does not know it.
  ///
  /// - Throws: `RegistryError` when a file is missing or broken.
  package func record(of id: String) throws(RegistryError) -> EndpointRecord? {
    try storage.record(of: id)
  }

  /// The normalised OpenAPI document of an endpoint; `nil` when the service could not give one.
  ///
  /// - Throws: `RegistryError` when a file is missing or broken.
  package func snapshot(of record: EndpointRecord) throws(RegistryError) -> JSON? {
    record.hasSchema ? try storage.snapshot(of: record) : nil
  }

  /// Searches the registry by words.
  ///
  /// - Parameters:
  ///   - text: What to look for.
  ///   - records: The registry's records, as `records()` gives them.
  /// - Returns: The models that fit, best first.
  /// - Throws: `RegistryError` when a file is missing or broken.
  package func search(_ text: String, in records: [EndpointRecord]) throws(RegistryError) -> [SearchResult] {
    ModelSearch(records: records, index: try storage.wordIndex(records)).results(for: text)
  }

  /// What names mean, in falkit's own words.
  ///
  /// - Throws: `RegistryError` when the file is broken.
  package func glossary() throws(RegistryError) -> Glossary {
    Glossary(json: try storage.document(.glossary))
  }

  /// What the service's documents do not state.
  ///
  /// - Throws: `RegistryError` when the file is broken.
  package func overrides() throws(RegistryError) -> Overrides {
    Overrides(json: try storage.document(.overrides))
  }

  /// The name of an endpoint's generated type; `nil` when it has none.
  package func typeName(of id: String) throws(RegistryError) -> String? {
    try storage.typeName(of: id)
  }

  /// All names that are recorded, as `names.json` has them.
  package func recordedNames() throws(RegistryError) -> JSON {
    try storage.recordedNames()
  }

  package func document(_ document: RegistryDocument) throws(RegistryError) -> JSON {
    try storage.document(document)
  }
}

extension [EndpointRecord] {
  /// The newest change in these records, in ISO 8601, which tells how old the registry is; `nil` when no date is known.
  package var newestUpdate: String? {
    compactMap(\.updatedDate).max()
  }
}
