import FalJSON

/// What holds for an endpoint beyond its document.
package struct EndpointOverride: Sendable, Hashable {
  /// Its right category, where the service files it under a wrong one.
  package var category: String?
  /// What holds for single inputs, by name; members of objects are named with a dot: `shadow.blur`.
  package var fields: [String: FieldOverride] = [:]
  /// Limits over several inputs together.
  package var combined: [CombinedLimit] = []
  /// The marks by which a prompt refers to inputs.
  package var references: [PromptReference] = []

  /// Creates an override that changes nothing.
  package init() {}

  init(json: JSON) {
    category = json["category"].string
    for (name, value) in json["fields"].object ?? [:] { fields[name] = FieldOverride(json: value) }
    combined = (json["combined"].array ?? []).map(CombinedLimit.init(json:))
    references = (json["references"].object ?? [:]).map { PromptReference(mark: $0.name, field: $0.value.string ?? "") }
  }

  mutating func add(_ other: EndpointOverride) {
    category = other.category ?? category
    fields.merge(other.fields) { $1 }
    combined += other.combined
    references += other.references
  }

  func apply(to field: inout SchemaField) {
    fields[field.name]?.apply(to: &field.node)
    let inner = fields.filter { $0.key.hasPrefix("\(field.name).") }
    if inner.isEmpty { return }
    var members = EndpointOverride()
    for (name, override) in inner { members.fields[String(name.dropFirst(field.name.count + 1))] = override }
    field.node.changeMembers { members.apply(to: &$0) }
  }
}

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

/// How a prompt refers to an input: `@Image1` is the first item of `image_urls`.
package struct PromptReference: Sendable, Hashable {
  /// The word after the `@`, without its number.
  package let mark: String
  /// The input it refers to.
  package let field: String
}
