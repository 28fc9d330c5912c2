import FalJSON
package import FalSchema

/// Reads what is to be generated from a registry.
package struct RegistryParser {
  private let folder: RegistryFolder
  private let glossary: Glossary
  private let overrides: Overrides

  /// Reads a registry with what its own files say of it.
  package init(folder: RegistryFolder) throws(RegistryError) {
    self.init(
      folder: folder,
      glossary: Glossary(json: try folder.document(.glossary)),
      overrides: Overrides(json: try folder.document(.overrides))
    )
  }

  /// Reads a registry with what is said of it elsewhere, too.
  package init(folder: RegistryFolder, glossary: Glossary, overrides: Overrides) {
    self.folder = folder
    self.glossary = glossary
    self.overrides = overrides
  }

  /// Reads an endpoint's schema; `nil` when the service could not give one.
  package func source(of record: EndpointRecord) throws(RegistryError) -> EndpointSource? {
    guard let reference = record.snapshot else { return nil }
    let snapshot = try SnapshotReader(folder: folder).read(reference)
    let schema = ModelSchema(snapshot: snapshot, id: record.id, category: record.category, overrides: overrides)
    return EndpointSource(record: record, schema: schema, glossary: glossary.of(record))
  }
}

/// One endpoint to generate, as the registry describes it.
package struct EndpointSource: Sendable {
  package let record: EndpointRecord
  package let schema: ModelSchema
  package let glossary: EndpointGlossary

  package init(record: EndpointRecord, schema: ModelSchema, glossary: EndpointGlossary) {
    self.record = record
    self.schema = schema
    self.glossary = glossary
  }
}
