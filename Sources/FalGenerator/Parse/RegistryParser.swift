import FalJSON
package import FalSchema

/// Reads what is to be generated from a registry.
package struct RegistryParser {
  private let folder: RegistryFolder
  private let glossary: Glossary
  private let overrides: Overrides

  package init(folder: RegistryFolder) throws(RegistryError) {
    self.folder = folder
    glossary = Glossary(json: try folder.document(.glossary))
    overrides = Overrides(json: try folder.document(.overrides))
  }

  /// Reads an endpoint's schema; `nil` when the service could not give one.
  package func source(of record: EndpointRecord) throws(RegistryError) -> EndpointSource? {
    guard let reference = record.snapshot else { return nil }
    let snapshot = try SnapshotReader(folder: folder).read(reference)
    let schema = ModelSchema(snapshot: snapshot, id: record.id, category: record.category, overrides: overrides)
    return EndpointSource(record: record, schema: schema, glossary: glossary.of(record))
  }
}
