package import FalJSON

extension EndpointRecord {
  /// The record as it stands in `references/models.json`; what is empty or unknown is left out.
  package var json: JSON {
    var object = JSONObject()
    object["id"] = .string(id)
    object["name"] = .string(name)
    object["category"] = .string(category)
    object["module"] = .string(module)
    object["status"] = .string(status.rawValue)
    object["tags"] = list(tags)
    object["date"] = publishedDate.map(JSON.string)
    object["updated_at"] = updatedDate.map(JSON.string)
    object["license"] = license.map(JSON.string)
    object["kind"] = kind.map(JSON.string)
    object["group"] = group.map { ["key": .string($0.key), "label": .string($0.label)] }
    object["minutes"] = minutes.map { .number(JSONNumber($0)) }
    object["streaming"] = isStreaming ? true : nil
    object["training_endpoints"] = list(trainingEndpoints)
    object["inference_endpoints"] = list(inferenceEndpoints)
    object["required"] = list(required)
    object["fields"] = list(fields)
    object["media_inputs"] =
      mediaInputs.isEmpty ? nil : .object(JSONObject(mediaInputs.map { ($0.field, .string($0.kind.rawValue)) }))
    object["outputs"] = list(outputs)
    object["output_kinds"] = list(outputKinds)
    object["has_schema"] = .bool(hasSchema)
    object["snapshot"] = snapshot.map { .string($0.path) }
    object["digest"] = snapshot.map { .string($0.digest) }
    object["schema_error"] = schemaError.map(JSON.string)
    return .object(object)
  }

  private func list(_ names: [String]) -> JSON? {
    names.isEmpty ? nil : .array(names.map(JSON.string))
  }

  /// Reads a record of `references/models.json`; `nil` when it has no id.
  package init?(json: JSON) {
    guard let id = json["id"].string else { return nil }
    func list(_ name: String) -> [String] { json[name].array?.compactMap(\.string) ?? [] }
    self.init(
      id: id,
      name: json["name"].string ?? id,
      category: json["category"].string ?? "unknown",
      module: json["module"].string ?? "",
      status: json["status"].string.map(EndpointStatus.init(rawValue:)) ?? .active
    )
    publishedDate = json["date"].string
    updatedDate = json["updated_at"].string
    license = json["license"].string
    kind = json["kind"].string
    group = json["group"]["key"].string.map { EndpointGroup(key: $0, label: json["group"]["label"].string ?? "") }
    minutes = json["minutes"].int
    isStreaming = json["streaming"].bool ?? false
    if json["has_schema"].bool == true, let path = json["snapshot"].string {
      snapshot = SnapshotReference(path: path, digest: json["digest"].string ?? "")
    }
    schemaError = json["schema_error"].string
    tags = list("tags")
    trainingEndpoints = list("training_endpoints")
    inferenceEndpoints = list("inference_endpoints")
    required = list("required")
    fields = list("fields")
    outputs = list("outputs")
    outputKinds = list("output_kinds")
    mediaInputs = (json["media_inputs"].object ?? [:]).map {
      MediaInputRecord(field: $0.name, kind: $0.value.string.flatMap(MediaKind.init) ?? .file)
    }
  }
}
