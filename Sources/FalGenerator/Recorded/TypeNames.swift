/// The names that endpoints have as Swift types: `FluxDev` for `fal-ai/flux/dev`.
package enum TypeNames {
  /// A name for each id, unique without regard to case.
  ///
  /// The owner `fal-ai` is left out. Where two ids want the same name, the later one in order keeps its owner, and gets a
  /// number when even that is taken.
  ///
  /// - Parameters:
  ///   - ids: The endpoints.
  ///   - recorded: The names that endpoints have had, which they keep and nobody else gets.
  ///   - others: Names that nobody new gets.
  /// - Returns: The names, by id.
  package static func assigned(
    to ids: some Collection<String>,
    recorded: [String: String] = [:],
    except others: Set<String> = []
  ) -> [String: String] {
    var names: [String: String] = [:]
    var taken = Set(others.union(recorded.values).map { $0.lowercased() })
    for id in ids.sorted() {
      if let name = recorded[id] {
        names[id] = name
        continue
      }
      var name = plainName(of: id)
      if taken.contains(name.lowercased()) || Identifier.reservedTypes.contains(name) { name = joined(words(id[...])) }
      let base = name
      var number = 2
      while !taken.insert(name.lowercased()).inserted {
        name = "\(base)_\(number)"
        number += 1
      }
      names[id] = name
    }
    return names
  }

  /// The name an id has by itself.
  package static func plainName(of id: String) -> String { joined(words(of: id)) }

  /// The words of an id, without the owner `fal-ai`.
  static func words(of id: String) -> [String] {
    let name = id.hasPrefix("fal-ai/") ? id.dropFirst("fal-ai/".count) : id[...]
    return words(name)
  }

  /// A type's name made of words.
  static func joined(_ words: [String]) -> String {
    var name = ""
    for word in words {
      // Versions stay apart: `FluxProV1_1`.
      if let last = name.last, last.isNumber, word.first?.isNumber ?? false { name += "_" }
      name += Spelling.inside(word)
    }
    return name.first?.isNumber ?? true ? "_\(name)" : name
  }

  private static func words(_ text: Substring) -> [String] {
    text.split { !$0.isLetter && !$0.isNumber }.flatMap { NameWords.split(String($0)) }
  }
}
