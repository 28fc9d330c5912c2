import FalJSON

/// What holds for one input beyond its document.
package struct FieldOverride: Sendable, Hashable {
  /// The file formats that are taken, by extension.
  package var formats: [String]
  /// The least number of items.
  package var minimumItems: Int?
  /// The greatest number of items.
  package var maximumItems: Int?
  /// Whether it may be any number, although the document says that it is whole.
  ///
  /// Some documents were made from sources that do not tell whole numbers from others; where falkit knows of no better
  /// document, nothing is taken for whole.
  package var isAnyNumber: Bool

  init(json: JSON) {
    formats = json["formats"].array?.compactMap(\.string) ?? []
    minimumItems = json["min_items"].int
    maximumItems = json["max_items"].int
    isAnyNumber = json["kind"] == "number"
  }

  func apply(to node: inout SchemaNode) {
    node.limits.minimumItems = minimumItems ?? node.limits.minimumItems
    node.limits.maximumItems = maximumItems ?? node.limits.maximumItems
    if !formats.isEmpty { node.mediaLimits.formats = formats }
    if isAnyNumber { node.takeAnyNumber() }
  }
}

extension SchemaNode {
  /// Takes whole numbers for any, also as items of a list or one of several kinds of value.
  fileprivate mutating func takeAnyNumber() {
    switch shape {
    case .integer: shape = .number
    case .list(var item):
      item.takeAnyNumber()
      shape = .list(item)
    case .union(var branches):
      for position in branches.indices { branches[position].takeAnyNumber() }
      shape = .union(branches)
    default: break
    }
  }
}
