package import FalJSON
import FalSystem

/// What the names of inputs and outputs mean, in falkit's own words, from `glossary.json`.
///
/// `inputs` and `outputs` map names to one sentence each; `parent.child` is the member of an object. `overrides` holds
/// the same two maps under a category, an endpoint id or a glob over ids, for names that mean something else there.
package struct Glossary: Sendable {
  /// Which names are meant.
  package enum Side: String, Sendable {
    /// What a model takes.
    case input = "inputs"
    /// What a model returns.
    case output = "outputs"
  }

  private let json: JSON
  private let globs: [(glob: Glob, scope: JSON)]

  package init(json: JSON) {
    self.json = json
    let patterns = (json["overrides"].object ?? [:]).filter { Glob.isPattern($0.name) }
    // The longer a pattern, the more it says of what it fits.
    globs = patterns.map { (Glob($0.name), $0.value) }.sorted {
      $0.glob.pattern.utf8.count > $1.glob.pattern.utf8.count
    }
  }

  /// The meanings as they hold for one endpoint: its own first, then those of globs, of its category, and of all.
  package func of(_ record: EndpointRecord) -> EndpointGlossary {
    let overrides = json["overrides"]
    let id = Array(record.id.lowercased().utf8)
    var scopes = [overrides[record.id]]
    // By position: a closure would be given a copy of each of the many.
    for position in globs.indices where globs[position].glob.matches(lowercased: id) {
      scopes.append(globs[position].scope)
    }
    return EndpointGlossary(scopes: scopes + [overrides[record.category], json])
  }
}

// MARK: - For checking

extension Glossary {
  /// The categories, ids and globs that have their own explanations.
  package var overrideScopes: [String] { json["overrides"].object?.names ?? [] }

  /// Every sentence, with where it stands.
  package var sentences: [(place: String, text: String)] {
    func sentences(_ json: JSON, _ scope: String) -> [(String, String)] {
      [Side.input, .output].flatMap { side in
        (json[side.rawValue].object ?? [:]).map { ("\(scope)\(side.rawValue).\($0.name)", $0.value.string ?? "") }
      }
    }
    return sentences(json, "") + (json["overrides"].object ?? [:]).flatMap { sentences($0.value, "\($0.name) ") }
  }
}
