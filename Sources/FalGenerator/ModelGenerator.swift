import FalJSON
import FalSchema

/// Generates the types of a set of endpoints.
package struct ModelGenerator {
  package struct Result: Sendable {
    /// The names of all endpoints, those that were recorded and new ones.
    package private(set) var names: Names
    package private(set) var diagnostics: [GeneratorDiagnostic]
    fileprivate var endpoints: [EndpointModel]
    fileprivate var shared: [TypeModel]

    /// Adds the types of other endpoints, which must have names of their own.
    package mutating func add(_ other: Result) {
      names.add(other.names)
      diagnostics += other.diagnostics
      endpoints += other.endpoints
      shared += other.shared
    }

    /// All types in one source file.
    package func source(_ options: EmitOptions) -> String {
      ModuleEmitter(endpoints, shared: shared, options: options).source()
    }

    /// The source files, by name.
    package func sources(_ options: EmitOptions) -> [(name: String, text: String)] {
      ModuleEmitter(endpoints, shared: shared, options: options).sources()
    }
  }

  /// The names of the files that are generated for any set of endpoints.
  package static var fileNames: [String] { ModuleEmitter.fileNames }

  private let recorded: Names
  private let typeNames: [String: String]
  private let taken: Set<String>
  private var endpoints: [IdentifiedEndpoint] = []
  private var diagnostics: [GeneratorDiagnostic] = []

  /// Prepares to generate.
  ///
  /// - Parameters:
  ///   - names: The names that are recorded.
  ///   - typeNames: What each endpoint's type is called, unless a name is recorded.
  ///   - taken: Names that no new type beside the endpoints gets.
  package init(names: Names = Names(), typeNames: [String: String], taken: Set<String> = []) {
    recorded = names
    self.typeNames = typeNames
    self.taken = taken
  }

  /// Adds an endpoint.
  ///
  /// Its schema is not needed any longer, so that only one at a time need be in memory.
  package mutating func add(_ source: EndpointSource) {
    let shaped = ShapeBuilder.shape(of: source)
    endpoints.append(IdentifiedEndpoint(shaped.shape))
    diagnostics += shaped.diagnostics
  }

  /// The types of all endpoints that were added.
  ///
  /// - Parameter acceptsRenames: Whether names that cannot be kept are recorded anew.
  /// - Returns: The types, their names, and what was noticed.
  package func result(acceptsRenames: Bool = false) -> Result {
    let endpoints = endpoints.sorted(on: \.shape.record.id)
    func record(of endpoint: IdentifiedEndpoint) -> NameRecord {
      let record = endpoint.shape.record
      return recorded.endpoints[record.id] ?? NameRecord(module: record.module, type: typeNames[record.id] ?? record.id)
    }
    let sharing = SharedTypes(endpoints, recorded: recorded, taken: taken.union(endpoints.map { record(of: $0).type }))
    var names = recorded
    var diagnostics = diagnostics + sharing.diagnostics
    var models: [EndpointModel] = []
    for (endpoint, shared) in zip(endpoints, sharing.names) {
      var namer = EndpointNamer(
        endpoint,
        shared: shared,
        record: record(of: endpoint),
        acceptsRenames: acceptsRenames
      )
      let named = namer.named()
      models.append(named.model)
      names.endpoints[endpoint.shape.record.id] = named.record
      diagnostics += named.diagnostics
    }
    var shared: [TypeModel] = []
    for type in sharing.byName.values.sorted(on: \.name) {
      guard let model = Self.model(of: type, sharing, endpoints, &names) else { continue }
      shared.append(model)
    }
    return Result(names: names, diagnostics: diagnostics, endpoints: models, shared: shared)
  }

  /// A shared type, with what all of its endpoints say of it.
  private static func model(
    of shared: SharedTypes.Shared,
    _ sharing: SharedTypes,
    _ endpoints: [IdentifiedEndpoint],
    _ names: inout Names
  ) -> TypeModel? {
    guard let use = shared.uses.first, let type = endpoints[use.endpoint].types[use.path] else { return nil }
    let references = sharing.names[use.endpoint]
    var namer = TypeNamer(type, of: endpoints[use.endpoint], pairs: names.shared[shared.name] ?? []) {
      references[$0] ?? $0
    }
    let types = shared.uses.compactMap { endpoints[$0.endpoint].types[$0.path] }
    let model = namer.model(shared.name, documentation: SharedDocumentation.of(types))
    names.shared[shared.name] = namer.pairs
    return model
  }
}
