import FalCore

/// A registry that is laid over another: what it has wins.
struct LayeredRegistry: RegistryStorage {
  let own: any RegistryStorage
  let base: any RegistryStorage

  func records() throws(RegistryError) -> [EndpointRecord] {
    try own.records().laid(over: try base.records())
  }

  func record(of id: String) throws(RegistryError) -> EndpointRecord? {
    if let record = try own.record(of: id) { return record }
    return try base.record(of: id)
  }

  func wordIndex(_ records: [EndpointRecord]) -> WordIndex { WordIndex(records) }

  func snapshot(of record: EndpointRecord) throws(RegistryError) -> JSON {
    try own.record(of: record.id) == nil ? base.snapshot(of: record) : own.snapshot(of: record)
  }

  func typeName(of id: String) throws(RegistryError) -> String? {
    if let name = try own.typeName(of: id) { return name }
    return try base.typeName(of: id)
  }

  func recordedNames() throws(RegistryError) -> JSON {
    try own.recordedNames().laid(over: try base.recordedNames())
  }

  func document(_ document: RegistryDocument) throws(RegistryError) -> JSON {
    try own.document(document).laid(over: try base.document(document))
  }
}
