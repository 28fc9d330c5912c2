import FalCore

extension FeedEntry {
  /// The name shown to people; `nil` when the service gives none.
  var name: String? { text("display_name") }

  /// The category under which the service files it; `nil` when it does not say.
  var category: String? { text("category") ?? document.flatMap(SnapshotFormat.category) }

  /// What the index says of it, apart from what follows from its document.
  func record(category: String, module: String) -> EndpointRecord {
    EndpointRecord(
      id: id,
      name: name ?? DisplayName.derived(from: id),
      category: category,
      module: module,
      status: status,
      publishedAt: text("date"),
      updatedAt: text("updated_at"),
      license: text("license_type"),
      kind: text("kind"),
      group: Self.text(metadata["group"]["key"]).map {
        EndpointGroup(key: $0, label: Self.text(metadata["group"]["label"]) ?? "")
      },
      minutes: metadata["duration_estimate"].int ?? metadata["duration_estimate"].string.flatMap { Int($0) },
      isStreaming: metadata["stream_url"].string?.isEmpty == false,
      schemaError: schemaError,
      tagsList: NameList(list("tags")),
      trainingEndpointsList: NameList(list("training_endpoint_ids")),
      inferenceEndpointsList: NameList(list("inference_endpoint_ids"))
    )
  }

  private func text(_ name: String) -> String? { Self.text(metadata[name]) }

  private func list(_ name: String) -> [String] { metadata[name].array?.compactMap(Self.text) ?? [] }

  private static func text(_ json: JSON) -> String? {
    guard let text = json.string.map(PlainText.oneLine), !text.isEmpty else { return nil }
    return text
  }
}
