import FalCore
public import FalSchema

#if canImport(FoundationEssentials)
  public import FoundationEssentials
#else
  public import Foundation
#endif

extension EndpointRecord {
  /// When the model was published; `nil` when unknown.
  public var publishedAt: Date? { publishedDate.flatMap(Date.init(iso8601:)) }

  /// When the service last changed the entry; `nil` when unknown.
  public var updatedAt: Date? { updatedDate.flatMap(Date.init(iso8601:)) }
}
