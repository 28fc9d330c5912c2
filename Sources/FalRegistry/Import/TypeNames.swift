/// The names that endpoints have as Swift types: `FluxDev` for `fal-ai/flux/dev`.
package enum TypeNames {
  /// A name for each id, unique without regard to case.
  ///
  /// The owner `fal-ai` is left out. Where two ids want the same name, the later one in order keeps its owner, and gets a
  /// number when even that is taken.
  package static func assigned(to ids: some Collection<String>) -> [String: String] {
    var names: [String: String] = [:]
    var taken: Set<String> = []
    for id in ids.sorted() {
      var name = plainName(of: id)
      if taken.contains(name.lowercased()) { name = camelCase(id[...]) }
      let base = name
      var number = 2
      while !taken.insert(name.lowercased()).inserted {
        name = "\(base)\(number)"
        number += 1
      }
      names[id] = name
    }
    return names
  }

  /// The ids that cannot have the name their path gives them, because an earlier id has it.
  static func displaced(among ids: some Collection<String>) -> [(id: String, name: String, by: String)] {
    let names = assigned(to: ids)
    var owners: [String: String] = [:]
    var displaced: [(id: String, name: String, by: String)] = []
    for id in ids.sorted() {
      let plain = plainName(of: id).lowercased()
      if let owner = owners[plain] { displaced.append((id, names[id] ?? "", owner)) } else { owners[plain] = id }
    }
    return displaced
  }

  private static func plainName(of id: String) -> String {
    camelCase(id.hasPrefix("fal-ai/") ? id.dropFirst("fal-ai/".count) : id[...])
  }

  private static func camelCase(_ text: Substring) -> String {
    text.split { !$0.isLetter && !$0.isNumber }.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
  }
}
