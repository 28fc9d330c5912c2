import FalRegistry

/// The parts of a registry that are about all of its models.
struct RegistryIndex: Sendable {
  let records: [String: EndpointRecord]
  let overrides: Overrides

  init(_ registry: Registry) throws(RegistryError) {
    records = Dictionary(try registry.records().map { ($0.id, $0) }) { first, _ in first }
    overrides = try registry.overrides()
  }
}
