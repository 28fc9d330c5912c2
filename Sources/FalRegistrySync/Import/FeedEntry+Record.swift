import FalCore
import FalRegistry

extension FeedEntry {
  /// The name shown to people; `nil` when the service gives none.
  var name: String? { text("display_name") }

  /// The category under which the service files it; `nil` when it does not say.
  var category: String? { text("category") ?? document.flatMap { OpenAPIDocument(json: $0).category } }

  /// What the index says of it, apart from what follows from its document.
  func record(category: String, module: String) -> EndpointRecord {
    var record = EndpointRecord(
      id: id,
      name: name ?? DisplayName.derived(from: id),
      category: category,
      module: module,
      status: status
    )
    record.publishedDate = text("date")
    record.updatedDate = text("updated_at")
    record.license = text("license_type")
    record.kind = text("kind")
    record.group = Self.text(metadata["group"]["key"]).map {
      EndpointGroup(key: $0, label: Self.text(metadata["group"]["label"]) ?? "")
    }
    record.minutes = metadata["duration_estimate"].int ?? metadata["duration_estimate"].string.flatMap { Int($0) }
    record.isStreaming = metadata["stream_url"].string?.isEmpty == false
    record.schemaError = schemaError
    record.tags = list("tags")
    record.trainingEndpoints = list("training_endpoint_ids")
    record.inferenceEndpoints = list("inference_endpoint_ids")
    return record
  }

  private func text(_ name: String) -> String? { Self.text(metadata[name]) }

  private func list(_ name: String) -> [String] { metadata[name].array?.compactMap(Self.text) ?? [] }

  private static func text(_ json: JSON) -> String? {
    guard let text = json.string.map(PlainText.oneLine), !text.isEmpty else { return nil }
    return text
  }
}
