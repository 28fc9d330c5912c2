public import FalCore

extension Registry {
  /// The registry in the form of the feed it was imported from, so that importing it elsewhere gives the same registry.
  ///
  /// - Throws: `RegistryError` when a file is missing or broken.
  public func exported() throws(RegistryError) -> JSON {
    var models: [JSON] = []
    for record in try records() { models.append(Self.feedEntry(record, try snapshot(of: record))) }
    return ["models": .array(models), "has_more": false, "next_cursor": .null]
  }

  private static func feedEntry(_ record: EndpointRecord, _ snapshot: JSON?) -> JSON {
    func list(_ items: [String]) -> JSON? { items.isEmpty ? nil : .array(items.map(JSON.string)) }
    var metadata = JSONObject()
    metadata["display_name"] = .string(record.name)
    // Overrides are applied again on import, so that the service's own category goes out.
    metadata["category"] = .string(snapshot.flatMap(SnapshotFormat.category) ?? record.category)
    metadata["status"] = .string(record.status.rawValue)
    metadata["tags"] = list(record.tags)
    metadata["date"] = record.publishedAt.map(JSON.string)
    metadata["updated_at"] = record.updatedAt.map(JSON.string)
    metadata["license_type"] = record.license.map(JSON.string)
    metadata["kind"] = record.kind.map(JSON.string)
    metadata["group"] = record.group.map { ["key": .string($0.key), "label": .string($0.label)] }
    metadata["duration_estimate"] = record.minutes.map { .number(JSONNumber($0)) }
    metadata["stream_url"] = record.isStreaming ? "/stream" : nil
    metadata["training_endpoint_ids"] = list(record.trainingEndpoints)
    metadata["inference_endpoint_ids"] = list(record.inferenceEndpoints)
    var entry = JSONObject([("endpoint_id", .string(record.id)), ("metadata", .object(metadata))])
    entry["openapi"] = snapshot ?? record.schemaError.map { ["error": ["code": .string($0)]] }
    return .object(entry)
  }
}
