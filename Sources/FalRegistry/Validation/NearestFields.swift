package import FalSchema

/// Finds the inputs that a name which is none may stand for.
package enum NearestFields {
  /// Names that people give to a file, whatever the model calls it.
  private static let namesOfFiles: Set<String> = ["file", "url", "input", "media", "path", "photo", "picture", "img"]

  /// Inputs whose names are near, or have all words of the name in them; for a name of files the inputs that take files.
  package static func of(_ name: String, among fields: [SchemaField], count: Int = 3) -> [String] {
    let names = fields.map(\.name)
    let words = words(of: name)
    var found = names.filter { !words.isEmpty && words.isSubset(of: Self.words(of: $0)) }
    found += NearestNames.of(name, among: names).filter { !found.contains($0) }
    if found.isEmpty, !words.isDisjoint(with: namesOfFiles) {
      found = fields.filter { $0.node.mediaKind != nil }.map(\.name)
    }
    return Array(found.prefix(count))
  }

  private static func words(of name: String) -> Set<String> {
    Set(name.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init))
  }
}
