/// Finds names that a mistyped one may stand for.
public enum NearestNames {
  /// Finds the candidates nearest to a text.
  ///
  /// - Parameters:
  ///   - text: What was typed.
  ///   - candidates: The names that exist.
  ///   - count: How many to give at most.
  /// - Returns: The nearest names, nearest first.
  public static func of(_ text: String, among candidates: some Sequence<String>, count: Int = 3) -> [String] {
    let typed = Array(text.lowercased().utf8)
    let limit = max(1, typed.count / 3)
    var found: [(distance: Int, name: String)] = []
    for name in candidates {
      let other = Array(name.lowercased().utf8)
      if let distance = EditDistance.between(typed, other, limit: limit) {
        found.append((distance, name))
      } else if typed.count >= 3, other.starts(with: typed) {
        found.append((limit + 1, name))  // what was typed may just be incomplete
      }
    }
    return found.sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }.prefix(count).map(\.name)
  }
}
