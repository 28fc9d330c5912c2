import FalJSON

/// What holds for one input beyond its document.
public struct FieldOverride: Sendable, Hashable {
  /// The file formats that are taken, by extension.
  public var formats: [String]
  /// The least number of items.
  public var minimumItems: Int?
  /// The greatest number of items.
  public var maximumItems: Int?

  init(json: JSON) {
    formats = json["formats"].array?.compactMap(\.string) ?? []
    minimumItems = json["min_items"].int
    maximumItems = json["max_items"].int
  }

  func apply(to node: inout SchemaNode) {
    node.limits.minimumItems = minimumItems ?? node.limits.minimumItems
    node.limits.maximumItems = maximumItems ?? node.limits.maximumItems
    if !formats.isEmpty { node.mediaLimits.formats = formats }
  }
}
