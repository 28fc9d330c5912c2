import FalCore

/// What the names of inputs and outputs mean, in falkit's own words, from `glossary.json`.
///
/// `inputs` and `outputs` map names to one sentence each; `parent.child` is the member of an object. `overrides` holds
/// the same two maps under a category, an endpoint id or a glob over ids, for names that mean something else there.
public struct Glossary: Sendable {
  /// Which names are meant.
  public enum Side: String, Sendable {
    /// What a model takes.
    case input = "inputs"
    /// What a model returns.
    case output = "outputs"
  }

  let json: JSON

  init(json: JSON) {
    self.json = json
  }

  /// The meanings as they hold for one endpoint.
  public func of(_ record: EndpointRecord) -> EndpointGlossary {
    EndpointGlossary(scopes: scopes(of: record) + [json])
  }

  /// The overrides that hold for an endpoint, the most specific first: its id, globs from long to short, its category.
  private func scopes(of record: EndpointRecord) -> [JSON] {
    let fitting = (json["overrides"].object ?? [:]).filter { name, _ in
      name == record.id || name == record.category || Glob.isPattern(name) && Glob(name).matches(record.id)
    }
    func rank(_ name: String) -> (Int, Int) {
      if name == record.id { return (0, 0) }
      return Glob.isPattern(name) ? (1, -name.utf8.count) : (2, 0)
    }
    return fitting.sorted { rank($0.name) < rank($1.name) }.map(\.value)
  }
}

/// The glossary as it holds for one endpoint.
public struct EndpointGlossary: Sendable {
  let scopes: [JSON]

  /// What a name means, in one sentence; `nil` when the glossary does not know it.
  ///
  /// - Parameters:
  ///   - path: The name; for a member of an object, the names from the outermost to its own.
  ///   - side: Whether it is an input or an output.
  public func meaning(of path: [String], _ side: Glossary.Side) -> String? {
    // A member is never explained by the name alone: `loras.scale` has nothing to do with the `scale` of an upscaler.
    let name = path.suffix(2).joined(separator: ".")
    for scope in scopes { if let text = scope[side.rawValue][name].string { return text } }
    return nil
  }
}
