import FalCore

/// The member by whose value one tells the branches of a union apart: a discriminator, whether the document says so or not.
struct BranchTag {
  let name: String
  /// The branch of each value, by its position.
  private(set) var branches: [JSON: Int] = [:]
  /// All values, in the order of the branches.
  private(set) var values: [JSON] = []
  /// The only branch in which it need not be given.
  let fallback: Int?

  /// Finds the first member that has a set of values of its own in every branch; `nil` when there is none, or not all
  /// branches that take objects list their members.
  init?(_ branches: [SchemaNode]) {
    let objects = branches.enumerated().filter { Self.takesObjects($0.element) }
    guard objects.count > 1, let first = objects.first else { return nil }
    for name in first.element.fields.map(\.name) {
      if let tag = BranchTag(name, objects.map { ($0.offset, $0.element) }) {
        self = tag
        return
      }
    }
    return nil
  }

  private init?(_ name: String, _ objects: [(position: Int, node: SchemaNode)]) {
    self.name = name
    var optional: [Int] = []
    for (position, node) in objects {
      guard case .object(let fields) = node.shape, let field = fields.first(where: { $0.name == name }) else {
        return nil
      }
      let set = field.node.closedSet
      guard !set.isEmpty else { return nil }
      for value in set {
        guard branches.updateValue(position, forKey: value) == nil else { return nil }
        values.append(value)
      }
      if !field.isRequired { optional.append(position) }
    }
    // Where several branches do without it, it does not decide.
    guard optional.count <= 1 else { return nil }
    fallback = optional.first
  }

  private static func takesObjects(_ node: SchemaNode) -> Bool {
    let types = node.valueTypes
    return types.isEmpty || types.contains(.object)
  }
}
