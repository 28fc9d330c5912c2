import FalSchema

/// Generates the types of a set of endpoints.
///
/// Endpoints are added one by one, so that only one schema at a time need be in memory.
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

  private let typeNames: [String: String]
  private let access: Access
  private var names: [String: NameRecord]
  private var models: [EndpointModel] = []
  private var diagnostics: [GeneratorDiagnostic] = []

  /// Prepares to generate.
  ///
  /// - Parameters:
  ///   - typeNames: What each endpoint's type is called, unless a name is recorded.
  ///   - names: The names that are recorded, by id.
  ///   - access: Who can use the types.
  package init(typeNames: [String: String], names: [String: NameRecord] = [:], access: Access) {
    self.typeNames = typeNames
    self.names = names
    self.access = access
  }

  /// Adds an endpoint.
  package mutating func add(_ source: EndpointSource) {
    let id = source.record.id
    let shaped = ShapeBuilder.shape(of: source)
    let named = EndpointNamer.named(shaped.shape, typeNames[id] ?? id, recorded: names[id])
    models.append(named.model)
    names[id] = named.record
    diagnostics += shaped.diagnostics + named.diagnostics
  }

  /// The types of all endpoints that were added.
  package func result() -> Result {
    Result(sources: ModuleEmitter(models, access: access).sources(), names: names, diagnostics: diagnostics)
  }
}
