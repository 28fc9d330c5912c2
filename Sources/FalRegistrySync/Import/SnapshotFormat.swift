import FalCore
import FalRegistry

/// The form of a snapshot in the registry: the facts of an OpenAPI document, and nothing else.
///
/// Names, types, allowed values, defaults, limits and order stay. Descriptions, examples, titles that are sentences, and
/// the paths and components that are the same for every endpoint go. Normalising twice changes nothing.
enum SnapshotFormat {
  /// How snapshots are written.
  static func bytes(_ snapshot: JSON) -> [UInt8] {
    snapshot.utf8(.normalized) + [UInt8(ascii: "\n")]
  }

  /// The facts of an OpenAPI document.
  ///
  /// - Parameters:
  ///   - json: The document.
  ///   - id: The endpoint's id.
  ///   - category: The category under which the service files the endpoint; by default the one in the document.
  /// - Returns: The snapshot.
  static func normalized(_ json: JSON, id: String, category: String? = nil) -> JSON {
    let document = OpenAPIDocument(json: json)
    var result = JSONObject()
    result["openapi"] = json["openapi"].string.map(JSON.string) ?? "3.0.4"
    result["info"] = info(json["info"], id: id, category: category ?? document.category)
    result["servers"] = servers(json["servers"])
    result["paths"] = paths(json["paths"])
    // What schemas define for themselves may have come to stand at the top.
    for keyword in ["$defs", "definitions"] {
      guard let definitions = json[keyword].object else { continue }
      result[keyword] = .object(JSONObject(definitions.map { ($0.name, SchemaFacts.of($0.value)) }))
    }
    result["components"] = ["schemas": .object(components(of: document, keeping: result["paths"] ?? [:]))]
    return .object(result)
  }

  private static func info(_ json: JSON, id: String, category: String?) -> JSON {
    var metadata = JSONObject([("endpointId", .string(id))])
    metadata["category"] = category.map(JSON.string)
    var info = JSONObject([("title", .string(id)), ("x-fal-metadata", .object(metadata))])
    info["version"] = json["version"].string.map(JSON.string) ?? "1.0.0"
    return .object(info)
  }

  private static func servers(_ json: JSON) -> JSON? {
    let urls = json.array?.compactMap { $0["url"].string } ?? []
    return urls.isEmpty ? nil : .array(urls.map { ["url": .string($0)] })
  }

  /// Of each path what is sent and what a result is; status, cancellation and errors are alike for all endpoints.
  private static func paths(_ json: JSON) -> JSON {
    var paths = JSONObject()
    for (path, item) in json.object ?? [:] where !OpenAPIDocument.isAboutRequest(path) {
      var kept = JSONObject()
      for (method, operation) in item.object ?? [:] {
        var facts = JSONObject()
        if let content = operation["requestBody"].object?["content"] {
          facts["requestBody"] = [
            "required": .bool(operation["requestBody"]["required"].bool ?? false), "content": self.content(content),
          ]
        }
        // The answer to a POST is the queue's, the same for every endpoint.
        if method == "get", let content = operation["responses"]["200"].object?["content"] {
          facts["responses"] = ["200": ["content": self.content(content)]]
        }
        if !facts.isEmpty { kept[method] = .object(facts) }
      }
      if !kept.isEmpty { paths[path] = .object(kept) }
    }
    return .object(paths)
  }

  private static func content(_ json: JSON) -> JSON {
    .object(JSONObject((json.object ?? [:]).map { ($0.name, ["schema": SchemaFacts.of($0.value["schema"])]) }))
  }

  /// All components but those that only the left-out parts of the document use.
  private static func components(of document: OpenAPIDocument, keeping paths: JSON) -> JSONObject {
    let used = reachable(from: paths, in: document)
    let leftOut = reachable(from: document.json["paths"], in: document).subtracting(used)
    var kept = JSONObject()
    for (name, schema) in document.json["components"]["schemas"].object ?? [:] where !leftOut.contains(name) {
      kept[name] = SchemaFacts.of(schema)
    }
    return kept
  }

  private static func reachable(from json: JSON, in document: OpenAPIDocument) -> Set<String> {
    var names: Set<String> = []
    var next = OpenAPIDocument.references(in: json)
    while let reference = next.popFirst() {
      guard let name = OpenAPIDocument.component(of: reference), names.insert(name).inserted else { continue }
      next.formUnion(document.resolve(reference).map(OpenAPIDocument.references) ?? [])
    }
    return names
  }
}
