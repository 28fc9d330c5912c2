import FalSchema
import FalSystem

/// Which endpoints of a registry a target gets.
enum EndpointSelection {
  /// All of one of falkit's modules.
  case module(String)
  /// Those that a target's `falkit.json` lists.
  case listed(TargetConfiguration, file: String)

  /// The records of the endpoints that have a schema, each once, sorted by id.
  ///
  /// - Throws: `GenerationError` or `RegistryError`.
  func records(in layers: RegistryLayers, names: RecordedNames) throws -> [EndpointRecord] {
    switch self {
    case .module(let name):
      return try layers.base.records { id, module throws(RegistryError) in
        // An endpoint stays in the module it has always been in.
        try names.module(of: id) ?? module == name
      }.filter(\.hasSchema)
    case .listed(let configuration, let path):
      let all = try layers.records()
      var chosen: Set<String> = []
      for pattern in configuration.endpoints {
        chosen.formUnion(try Self.fitting(pattern, all, SourceFile(path: path)).map(\.id))
      }
      return all.filter { chosen.contains($0.id) }
    }
  }

  private static func fitting(
    _ pattern: String,
    _ all: [EndpointRecord],
    _ file: SourceFile
  ) throws(GenerationError) -> [EndpointRecord] {
    if Glob.isPattern(pattern) {
      let glob = Glob(pattern)
      let fitting = all.filter { $0.hasSchema && glob.matches($0.id) }
      if !fitting.isEmpty { return fitting }
    } else if let record = all.first(where: { $0.id == pattern }) {
      if record.hasSchema { return [record] }
      throw GenerationError(
        "fal gives no schema for \(pattern), so there are no types for it; call it untyped",
        file: file.path,
        line: file.line(of: pattern)
      )
    }
    let stem = pattern.split { $0 == "*" || $0 == "?" }.first.map(String.init) ?? pattern
    let nearest = NearestNames.of(stem, among: all.lazy.filter(\.hasSchema).map(\.id))
    throw GenerationError(
      (Glob.isPattern(pattern) ? "no endpoint fits \(pattern)" : "there is no endpoint \(pattern)")
        + (nearest.isEmpty ? "; falkit search finds models" : "; did you mean \(nearest.joined(separator: ", "))?")
        + (Glob.isPattern(pattern)
          ? "" : " falkit types add \(pattern) --fetch brings one that is newer than this falkit"),
      file: file.path,
      line: file.line(of: pattern)
    )
  }
}
