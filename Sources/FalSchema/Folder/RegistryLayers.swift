package import FalJSON

/// A registry that is laid over falkit's: what it has wins, and what it lacks is falkit's.
///
/// Each endpoint is of one registry as a whole: its record, its document and its names.
package struct RegistryLayers: Sendable {
  /// What is laid over; `nil` for falkit's registry alone.
  package let own: RegistryFolder?
  /// falkit's registry.
  package let base: RegistryFolder

  package init(own: RegistryFolder?, base: RegistryFolder) {
    self.own = own
    self.base = base
  }

  /// The registries, the one that wins first.
  package var folders: [RegistryFolder] { [own, base].compactMap { $0 } }

  /// The records of both, sorted by id.
  package func records() throws(RegistryError) -> [EndpointRecord] {
    guard let own else { return try base.records() }
    return try own.records().laid(over: try base.records())
  }

  /// A document of both: what both say of the same, the registry's own says.
  package func document(_ document: RegistryDocument) throws(RegistryError) -> JSON {
    guard let own else { return try base.document(document) }
    return try own.document(document).laid(over: try base.document(document))
  }
}

extension [EndpointRecord] {
  /// These records, and those of others whose ids are not among them, sorted by id.
  package func laid(over others: [EndpointRecord]) -> [EndpointRecord] {
    let ids = Set(map(\.id))
    return (self + others.filter { !ids.contains($0.id) }).sorted(on: \.id)
  }
}

extension JSON {
  /// This value with what only the other has: objects member by member, anything else as a whole.
  package func laid(over other: JSON) -> JSON {
    guard case .object(let own) = self, case .object(var merged) = other else { return self }
    for (name, value) in own { merged[name] = merged[name].map { value.laid(over: $0) } ?? value }
    return .object(merged)
  }
}
