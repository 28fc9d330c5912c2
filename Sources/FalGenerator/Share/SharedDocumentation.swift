/// What is said about the members of a type that several endpoints share.
enum SharedDocumentation {
  /// The documentation of each member: what most endpoints say it means, and limits and defaults only where all agree.
  static func of(_ types: [TypeShape]) -> [String: MemberDocumentation] {
    var all: [String: [MemberDocumentation]] = [:]
    for case .object(let members) in types.map(\.content) {
      for member in members { all[member.name, default: []].append(member.documentation) }
    }
    return all.mapValues { documentation in
      let facts = documentation[0].facts
      let isSame = documentation.allSatisfy { $0.facts == facts }
      return MemberDocumentation(
        meaning: mostCommon(documentation.compactMap(\.meaning)),
        facts: isSame ? facts : "Limits and default are not the same for all models."
      )
    }
  }

  /// The text that occurs most often, of equals the first in order.
  private static func mostCommon(_ texts: [String]) -> String? {
    var counts: [String: Int] = [:]
    for text in texts { counts[text, default: 0] += 1 }
    return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
  }
}
