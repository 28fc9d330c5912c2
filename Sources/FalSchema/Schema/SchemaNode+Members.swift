extension SchemaNode {
  /// Changes the members of an object, or of the objects in a list or among several kinds of value.
  mutating func changeMembers(_ change: (inout SchemaField) -> Void) {
    if case .list(var item) = shape {
      item.changeMembers(change)
      shape = .list(item)
    } else {
      changeFields(change)
    }
  }

  /// Changes the members of an object, or of the objects among several kinds of value.
  mutating func changeFields(_ change: (inout SchemaField) -> Void) {
    switch shape {
    case .object(var fields):
      for position in fields.indices { change(&fields[position]) }
      shape = .object(fields)
    case .union(var branches):
      for position in branches.indices { branches[position].changeFields(change) }
      shape = .union(branches)
    default: break
    }
  }

  /// The members, when it is an object or, among several kinds of value, has exactly one kind that is.
  public var fields: [SchemaField] {
    switch shape {
    case .object(let fields): fields
    case .union(let branches):
      branches.lazy.map(\.fields).filter { !$0.isEmpty }.count == 1
        ? branches.lazy.map(\.fields).first { !$0.isEmpty } ?? [] : []
    default: []
    }
  }

  /// The kind of file it takes or gives, also as the items of a list.
  public var mediaKind: MediaKind? {
    if let media { return media }
    if case .list(let item) = shape { return item.mediaKind }
    return nil
  }
}
