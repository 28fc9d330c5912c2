import FalCore
import FalRegistry

/// Outputs of the endpoints whose documents lack them: what other models of the category return.
enum UndescribedOutput {
  static func schema(of record: EndpointRecord) -> SchemaNode {
    let schema: JSON = ["type": "object", "properties": .object(JSONObject(members(record.category)))]
    let answer: JSON = ["200": ["content": ["application/json": ["schema": schema]]]]
    let document: JSON = ["paths": ["/": ["get": ["responses": answer]]]]
    return ModelSchema(snapshot: document, id: record.id, category: record.category).output
  }

  private static func members(_ category: String) -> [(String, JSON)] {
    let file: JSON = ["type": "object", "properties": ["url": text, "content_type": text, "file_name": text]]
    return switch MediaKind.produced(by: category) {
    case .image: [("images", ["type": "array", "items": picture])]
    case .video: [("video", file)]
    case .audio: [("audio", file)]
    case .model3D: [("model_mesh", file)]
    case .file: [("lora_file", file)]
    case nil: category.hasSuffix("json") ? [] : [("output", text)]
    }
  }

  private static let text: JSON = ["type": "string"]

  private static let picture: JSON = [
    "type": "object",
    "properties": [
      "url": text, "width": ["type": "integer"], "height": ["type": "integer"], "content_type": text,
    ],
  ]
}
