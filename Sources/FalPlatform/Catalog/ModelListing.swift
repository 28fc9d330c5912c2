public import FalCore

#if canImport(FoundationEssentials)
  public import FoundationEssentials
#else
  public import Foundation
#endif

/// A model as fal's catalogue lists it.
///
/// Only the id is certain. Of an id that fal's registry does not have, as of a private app, there may be nothing else.
public struct ModelListing: Sendable, Hashable {
  /// The model's id.
  public let id: EndpointID
  /// The whole entry, as fal sent it.
  public let json: JSON

  /// Reads an entry; `nil` when it names no endpoint.
  init?(json: JSON) {
    guard let id = json["endpoint_id"].string.flatMap({ try? EndpointID($0) }) else { return nil }
    self.id = id
    self.json = json
  }

  /// Everything but the expansions; `null` where fal's registry does not have the model.
  public var metadata: JSON { json["metadata"] }

  /// The name shown to people.
  public var name: String? { metadata["display_name"].string }

  /// What the model does, in fal's words.
  public var summary: String? { metadata["description"].string }

  /// What the model turns into what, as in `text-to-image`.
  public var category: String? { metadata["category"].string }

  /// Whether fal offers the model; `nil` where fal's registry does not have it.
  public var status: Status? { metadata["status"].string.map { Status($0) } }

  /// What the model is for; `nil` when fal does not say.
  public var kind: Kind? { metadata["kind"].string.map { Kind($0) } }

  /// fal's tags.
  public var tags: [String] { metadata["tags"].array?.compactMap(\.string) ?? [] }

  /// `commercial`, `research`, `private` or another word; `nil` when fal does not say.
  public var license: String? { metadata["license_type"].string }

  /// When the model was published; `nil` when unknown.
  public var publishedAt: Date? { metadata["date"].string.flatMap(Date.init(iso8601:)) }

  /// When the entry was last changed; `nil` when unknown.
  public var updatedAt: Date? { metadata["updated_at"].string.flatMap(Date.init(iso8601:)) }

  /// The OpenAPI document, or why fal could not give it; `nil` when it was not asked for.
  public var openAPI: Result<JSON, ExpansionFailure>? {
    ExpansionFailure.result(of: json["openapi"]) { $0.object == nil ? nil : $0 }
  }

  /// Whether the model is approved for enterprises, or why fal could not tell; `nil` when it was not asked for.
  public var enterpriseStatus: Result<EnterpriseStatus, ExpansionFailure>? {
    ExpansionFailure.result(of: json["enterprise_status"]) { $0.string.map { EnterpriseStatus($0) } }
  }
}
