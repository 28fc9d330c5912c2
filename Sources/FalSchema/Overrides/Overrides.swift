package import FalJSON
package import FalSystem

/// What the service's documents do not state, from `overrides.json`.
///
/// `media_names` maps names of inputs that take files, without being called `*_url`, to the kind of file. `endpoints` maps
/// ids or globs to what holds for them; where several fit, all apply.
package struct Overrides: Sendable {
  /// Names of inputs that take files although nothing in the document says so.
  package let mediaNames: [String: MediaKind]

  private let endpoints: [(glob: Glob, override: EndpointOverride)]

  /// Creates overrides that change nothing.
  package init() {
    mediaNames = [:]
    endpoints = []
  }

  package init(json: JSON) {
    var names: [String: MediaKind] = [:]
    for (name, kind) in json["media_names"].object ?? [:] { names[name] = kind.string.flatMap(MediaKind.init) ?? .file }
    mediaNames = names
    endpoints = (json["endpoints"].object ?? [:]).map { (Glob($0.name), EndpointOverride(json: $0.value)) }
  }

  /// What holds for one endpoint.
  package func of(_ id: String) -> EndpointOverride {
    let id = Array(id.lowercased().utf8)
    return endpoints.reduce(into: EndpointOverride()) { result, entry in
      if entry.glob.matches(lowercased: id) { result.add(entry.override) }
    }
  }

  /// The ids and globs, for checking that each still means something.
  package var patterns: [(glob: Glob, override: EndpointOverride)] { endpoints }
}
