import FalCore

/// Counts the items of several inputs together.
struct CombinedLimitCheck {
  let limits: [CombinedLimit]

  func issues(in input: JSON) -> [ValidationIssue] {
    limits.compactMap { limit in
      let counts = limit.fields.map { input[$0].itemCount }
      let count = counts.reduce(0, +)
      guard count > limit.maximumItems, let last = counts.lastIndex(where: { $0 > 0 }) else { return nil }
      let field = limit.fields[last]
      return ValidationIssue(
        path: [.name(field)],
        problem: .tooManyTogether(fields: limit.fields, count: count, most: limit.maximumItems),
        value: input[field]
      )
    }
  }
}

extension JSON {
  /// How many things were given: the items of a list, one for any other value, none for `null`.
  var itemCount: Int { array?.count ?? (isNull ? 0 : 1) }
}
