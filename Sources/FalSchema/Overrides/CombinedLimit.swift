import FalJSON

/// A limit over the items of several inputs together.
package struct CombinedLimit: Sendable, Hashable {
  /// The inputs whose items are counted.
  package let fields: [String]
  /// The greatest number of items in all of them.
  package let maximumItems: Int

  init(json: JSON) {
    fields = json["fields"].array?.compactMap(\.string) ?? []
    maximumItems = json["max_items"].int ?? 0
  }
}
