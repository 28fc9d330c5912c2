import FalCore

/// Finds inputs that must be given, and are given without a content.
struct EmptyInputCheck {
  let fields: [SchemaField]

  func issues(in input: JSON) -> [ValidationIssue] {
    fields.compactMap { field in
      guard field.isRequired, let value = input.object?[field.name], Self.isEmpty(value) else { return nil }
      // The publisher may mean it so.
      if field.node.defaultValue == value || field.node.allowedValues.contains(value) { return nil }
      let problem = Self.problem(with: value, field.node)
      return ValidationIssue(path: [.name(field.name)], problem: problem, value: value)
    }
  }

  private static func isEmpty(_ value: JSON) -> Bool {
    switch value {
    case .string(let text): text.allSatisfy(\.isWhitespace)
    case .array(let items): items.isEmpty
    case .object(let members): members.isEmpty
    default: false
    }
  }

  private static func problem(with value: JSON, _ node: SchemaNode) -> ValidationProblem {
    guard value.array != nil, case .list = node.shape else { return .empty }
    let least = max(node.limits.minimumItems ?? 0, node.mediaKind == nil ? 0 : 1)
    return least > 0 ? .tooFewItems(least: least) : .empty
  }
}
