/// Finds names that a mistyped one may stand for.
package enum NearestNames {
  /// Finds the candidates nearest to a text.
  ///
  /// - Parameters:
  ///   - text: What was typed.
  ///   - candidates: The names that exist.
  ///   - count: How many to give at most.
  /// - Returns: The nearest names, nearest first.
  package static func of(_ text: String, among candidates: some Sequence<String>, count: Int = 3) -> [String] {
    let typed = Array(text.lowercased().utf8)
    let limit = max(1, typed.count / 3)
    var found = [[String]](repeating: [], count: limit + 2)  // by distance
    for name in candidates {
      let other = Array(name.lowercased().utf8)
      if let distance = EditDistance.between(typed, other, limit: limit) {
        found[distance].append(name)
      } else if typed.count >= 3, other.starts(with: typed) {
        found[limit + 1].append(name)  // what was typed may just be incomplete
      }
    }
    return Array(found.flatMap { $0.sorted() }.prefix(count))
  }
}
