package import FalCore
package import FalRegistry

/// A model as the service describes it now, without a registry: one that the registry does not have, or has of old.
package struct ServiceModel: Sendable {
  package let record: EndpointRecord
  /// The normalised OpenAPI document; `nil` when the service could not give one.
  package let snapshot: JSON?

  /// Reads an entry of the service's catalogue; gives `nil` when it has no id.
  package init?(json: JSON, overrides: Overrides) {
    guard let entry = FeedEntry(json: json) else { return nil }
    let category = overrides.of(entry.id).category ?? entry.category ?? "unknown"
    snapshot = entry.document.map { SnapshotFormat.normalized($0, id: entry.id, category: entry.category) }
    var record = entry.record(category: category, module: "")
    record.snapshot = snapshot.map { _ in SnapshotReference(path: "", digest: "") }
    record.summarize(snapshot, overrides: overrides)
    self.record = record
  }
}
