import FalCore

/// Where a registry's content comes from: a folder, or text packed into a program.
protocol RegistryStorage: Sendable {
  /// All records, sorted by id.
  func records() throws(RegistryError) -> [EndpointRecord]

  /// The record of one endpoint.
  func record(of id: String) throws(RegistryError) -> EndpointRecord?

  /// The words of all records.
  func wordIndex(_ records: [EndpointRecord]) throws(RegistryError) -> WordIndex

  /// The snapshot of a record that has one.
  func snapshot(of record: EndpointRecord) throws(RegistryError) -> JSON

  /// The name of an endpoint's generated type; `nil` when it has none.
  func typeName(of id: String) throws(RegistryError) -> String?

  /// All names that are recorded, as `names.json` has them; an empty object when there are none.
  func recordedNames() throws(RegistryError) -> JSON

  /// A file; an empty object when the registry does not have it.
  func document(_ document: RegistryDocument) throws(RegistryError) -> JSON
}

extension RegistryFolder: RegistryStorage {
  func wordIndex(_ records: [EndpointRecord]) -> WordIndex {
    WordIndex(records)
  }

  func recordedNames() throws(RegistryError) -> JSON { try json(of: Self.namesPath) ?? [:] }

  func typeName(of id: String) throws(RegistryError) -> String? {
    guard let bytes = try bytes(of: Self.namesPath) else { return nil }
    return try RegistryError.naming(absolute(Self.namesPath)) {
      try JSONText(Array(bytes)).member("endpoints")?.member(id)?.member("type")?.value().string
    }
  }
}
