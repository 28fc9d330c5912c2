import FalCore
import FalRegistry
import FalRunner

/// Models as JSON, as `models` and `search` print them.
enum ModelJSON {
  static func of(_ record: EndpointRecord) -> JSON {
    func list(_ items: [String]) -> JSON { .array(items.map(JSON.string)) }
    return [
      "endpoint_id": .string(record.id),
      "name": .string(record.name),
      "category": .string(record.category),
      "status": .string(record.status.rawValue),
      "description": .null,
      "tags": list(record.tags),
      "required": list(record.required),
      "media_inputs": list(record.mediaInputs.map(\.field)),
      "output_kinds": list(record.outputKinds),
      "streaming": .bool(record.isStreaming),
      "published_at": record.publishedDate.map(JSON.string) ?? .null,
      "updated_at": record.updatedDate.map(JSON.string) ?? .null,
      "has_schema": .bool(record.hasSchema),
    ]
  }

  /// Which registry the answer comes from, and how old it is.
  static func snapshot(_ invocation: Invocation, _ records: [EndpointRecord]) throws -> JSON {
    [
      "synced_at": records.newestUpdate.map(JSON.string) ?? .null,
      "source": .string(try invocation.registry().folder ?? "bundled"),
    ]
  }
}
