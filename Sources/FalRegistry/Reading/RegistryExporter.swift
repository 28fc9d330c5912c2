package import FalCore

extension Registry {
  /// The registry in the form of the feed it was imported from, so that importing it elsewhere gives the same registry.
  ///
  /// - Throws: `RegistryError` when a file is missing or broken.
  package func exported() throws(RegistryError) -> JSON {
    var models: [JSON] = []
    for record in try feedRecords() { models.append(try feedEntry(of: record, withDocument: true)) }
    return ["models": .array(models), "has_more": false, "next_cursor": .null]
  }

  /// The records as the service has them: with its own categories, where overrides state others.
  ///
  /// - Throws: `RegistryError` when a file is missing or broken.
  package func feedRecords() throws(RegistryError) -> [EndpointRecord] {
    let overrides = try overrides()
    var records = try records()
    for (position, record) in records.enumerated() where overrides.of(record.id).category != nil {
      guard let snapshot = try snapshot(of: record), let category = OpenAPIDocument(json: snapshot).category else {
        continue
      }
      records[position].category = category
    }
    return records
  }

  /// One of `feedRecords()` in the form of the feed.
  ///
  /// - Throws: `RegistryError` when a file is missing or broken.
  package func feedEntry(of record: EndpointRecord, withDocument: Bool) throws(RegistryError) -> JSON {
    var entry = JSONObject([("endpoint_id", .string(record.id)), ("metadata", Self.feedMetadata(of: record))])
    if withDocument {
      entry["openapi"] = try snapshot(of: record) ?? record.schemaError.map { ["error": ["code": .string($0)]] }
    }
    return .object(entry)
  }

  private static func feedMetadata(of record: EndpointRecord) -> JSON {
    func list(_ items: [String]) -> JSON? { items.isEmpty ? nil : .array(items.map(JSON.string)) }
    var metadata = JSONObject()
    metadata["display_name"] = .string(record.name)
    metadata["category"] = .string(record.category)
    metadata["status"] = .string(record.status.rawValue)
    metadata["tags"] = list(record.tags)
    metadata["date"] = record.publishedDate.map(JSON.string)
    metadata["updated_at"] = record.updatedDate.map(JSON.string)
    metadata["license_type"] = record.license.map(JSON.string)
    metadata["kind"] = record.kind.map(JSON.string)
    metadata["group"] = record.group.map { ["key": .string($0.key), "label": .string($0.label)] }
    metadata["duration_estimate"] = record.minutes.map { .number(JSONNumber($0)) }
    metadata["stream_url"] = record.isStreaming ? "/stream" : nil
    metadata["training_endpoint_ids"] = list(record.trainingEndpoints)
    metadata["inference_endpoint_ids"] = list(record.inferenceEndpoints)
    return .object(metadata)
  }
}
