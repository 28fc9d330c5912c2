import FalJSON

// What the branches of a union need: to be told apart, to ask for members, and to carry the value that names them.

extension SchemaNode {
  /// Descriptions without repetitions: sets of values of one type become one set, and unions within unions their branches.
  static func distinct(_ nodes: [SchemaNode]) -> [SchemaNode] {
    var seen: Set<SchemaNode> = []
    var result: [SchemaNode] = []
    var sets: [Shape: Int] = [:]
    for node in nodes.flatMap(\.bareBranches) {
      if node.isBareSet, let position = sets[node.shape] {
        result[position].allowedValues += node.allowedValues
      } else if seen.insert(node).inserted {
        if node.isBareSet { sets[node.shape] = result.count }
        result.append(node)
      }
    }
    for position in sets.values {
      var known: Set<JSON> = []
      result[position].allowedValues.removeAll { !known.insert($0).inserted }
    }
    return result
  }

  /// The branches of a union of which nothing else is said, else itself.
  private var bareBranches: [SchemaNode] {
    guard case .union(let branches) = shape else { return [self] }
    return isBare(SchemaNode(shape: shape)) ? branches : [self]
  }

  /// Whether it is a set of values, and nothing else is said of it.
  private var isBareSet: Bool {
    if allowedValues.isEmpty { return false }
    var set = SchemaNode(shape: shape)
    set.allowedValues = allowedValues
    return isBare(set)
  }

  private func isBare(_ other: SchemaNode) -> Bool {
    var other = other
    other.isNullable = isNullable
    return self == other
  }

  /// Marks members as such that must be given; those that nothing else describes may be anything.
  mutating func require(_ names: Set<String>) {
    if names.isEmpty { return }
    switch shape {
    case .object(var fields):
      for position in fields.indices where names.contains(fields[position].name) { fields[position].isRequired = true }
      for name in names.subtracting(fields.map(\.name)).sorted() {
        fields.append(SchemaField(name: name, isRequired: true, node: SchemaNode(shape: .any)))
      }
      shape = .object(fields)
    case .union(var branches):
      for position in branches.indices { branches[position].require(names) }
      shape = .union(branches)
    default: break
    }
  }

  /// Says by which values of a member a branch is told from the others, where it does not say so itself.
  mutating func tag(_ name: String, with values: [JSON]) {
    guard case .object(var fields) = shape, !values.isEmpty else { return }
    var tag = SchemaField(name: name, isRequired: true, node: SchemaNode(shape: .text))
    tag.node.allowedValues = values
    if let position = fields.firstIndex(where: { $0.name == name }) {
      let node = fields[position].node
      guard node.shape == .text, node.allowedValues.isEmpty, node.defaultValue.map(values.contains) ?? true else {
        return
      }
      fields[position].node.allowedValues = values
    } else {
      fields.append(tag)
    }
    shape = .object(fields)
  }
}
