import FalCore
import FalRegistry

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// One model as the Platform API describes it.
struct FeedEntry {
  let id: String
  let metadata: JSON
  /// The OpenAPI document; `nil` when the answer has none.
  let document: JSON?
  /// The service's error code in place of a document.
  let schemaError: String?
  /// Orders versions of the same model: the newer one, then, among equals, the greater digest.
  let version: (updatedAt: Date, digest: String)

  /// Reads a model of a feed; gives `nil` when it has no id.
  init?(json: JSON) {
    guard let id = json["endpoint_id"].string else { return nil }
    self.id = id
    metadata = json["metadata"]
    let openapi = json["openapi"]
    document = openapi["paths"].object == nil ? nil : openapi
    schemaError = document == nil ? openapi["error"]["code"].string : nil
    version = (
      metadata["updated_at"].string.flatMap(Date.init(iso8601:)) ?? .distantPast, StableHash.hex(json.utf8(.normalized))
    )
  }

  /// When the service last changed the entry; `nil` when it does not say.
  var updatedAt: Date? { metadata["updated_at"].string.flatMap(Date.init(iso8601:)) }

  var status: EndpointStatus {
    let text = PlainText.oneLine(metadata["status"].string ?? "")
    return text.isEmpty ? .active : EndpointStatus(rawValue: text)
  }

  static func isNewer(_ a: FeedEntry, than b: FeedEntry) -> Bool { a.version > b.version }
}
