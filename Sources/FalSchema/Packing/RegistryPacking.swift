/// The texts that a registry is packed into.
///
/// `PackedRegistry` of FalRegistry reads them; the plugin's tool writes them.
package enum RegistryPacking {
  /// The index: one packed record per line.
  package static func index(of records: [EndpointRecord]) -> String {
    records.map(\.line).joined(separator: "\n")
  }

  /// Which words occur in which records.
  package static func words(of records: [EndpointRecord]) -> String {
    WordIndex.packed(records)
  }

  /// Which of the parts holds an endpoint's snapshot.
  package static func part(of id: String, parts: Int) -> Int {
    Int(StableHash.of(id.utf8) % UInt64(parts))
  }
}
