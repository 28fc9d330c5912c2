import FalRegistry

/// Generates the types of a set of endpoints.
package struct ModelGenerator {
  package struct Result: Sendable {
    /// The source files, by name.
    package let sources: [(name: String, text: String)]
    /// The names of every endpoint, those that were recorded and new ones.
    package let names: [String: NameRecord]
    package let diagnostics: [GeneratorDiagnostic]
  }

  /// The names of the files that are generated for any set of endpoints.
  package static var fileNames: [String] { ModuleEmitter.fileNames }

  /// Generates types.
  ///
  /// - Parameters:
  ///   - sources: The endpoints.
  ///   - typeNames: What each endpoint's type is called, unless a name is recorded.
  ///   - names: The names that are recorded.
  ///   - access: Who can use the types.
  /// - Returns: The source files, the names and what was noticed.
  package static func generate(
    _ sources: [EndpointSource],
    typeNames: [String: String],
    names: [String: NameRecord] = [:],
    access: Access
  ) -> Result {
    var models: [EndpointModel] = []
    var records: [String: NameRecord] = [:]
    var diagnostics: [GeneratorDiagnostic] = []
    for source in sources {
      let id = source.record.id
      let shaped = ShapeBuilder.shape(of: source)
      let named = EndpointNamer.named(shaped.shape, typeNames[id] ?? id, recorded: names[id])
      models.append(named.model)
      records[id] = named.record
      diagnostics += shaped.diagnostics + named.diagnostics
    }
    let sources = ModuleEmitter(models, access: access).sources()
    return Result(sources: sources, names: records, diagnostics: diagnostics)
  }
}
