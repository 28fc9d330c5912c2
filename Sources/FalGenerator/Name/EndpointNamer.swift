import FalJSON
import FalSchema

/// Gives an endpoint's types Swift names: those that are recorded, and new ones for what is new.
struct EndpointNamer {
  private let endpoint: IdentifiedEndpoint
  /// The shared types that its own are, by path.
  private let shared: [String: String]
  private let acceptsRenames: Bool
  private var record: NameRecord
  private var diagnostics: [GeneratorDiagnostic] = []
  /// The first type that has a name.
  private var owners: [String: TypeShape] = [:]
  private var names: [String: String] = [:]
  private var taken: Set<String>

  private var shape: EndpointShape { endpoint.shape }

  struct Result {
    let model: EndpointModel
    /// The recorded names and the new ones.
    let record: NameRecord
    let diagnostics: [GeneratorDiagnostic]
  }

  /// - Parameters:
  ///   - endpoint: The endpoint.
  ///   - shared: The shared types that its own are, by path.
  ///   - record: The names it has had, or one without types.
  ///   - acceptsRenames: Whether names that cannot be kept are recorded anew.
  init(
    _ endpoint: IdentifiedEndpoint,
    shared: [String: String],
    record: NameRecord,
    acceptsRenames: Bool
  ) {
    self.endpoint = endpoint
    self.shared = shared
    self.acceptsRenames = acceptsRenames
    self.record = record
    taken = Set(record.types.values.map(\.name)).union(shared.values)
  }

  /// The endpoint with names, and what to record.
  mutating func named() -> Result {
    // From the outside in, so that the plain names go to what users meet first.
    let depths = Set(shape.types.map(\.depth)).sorted()
    for depth in depths { for type in shape.types where type.depth == depth { nameType(type) } }
    var types: [TypeModel] = []
    var aliases: [AliasModel] = []
    var done: Set<String> = []
    for type in shape.types {
      guard let name = names[type.path], done.insert(name).inserted else { continue }
      if let shared = shared[type.path] {
        if shared != name { aliases.append(AliasModel(name: name, type: .own(TypeName(text: shared)))) }
      } else {
        types.append(model(of: type, name))
      }
    }
    let model = EndpointModel(
      id: shape.record.id,
      title: shape.record.name,
      category: shape.record.category,
      isOffered: shape.record.status == .active,
      isStreaming: shape.record.isStreaming || shape.record.id.hasSuffix("/stream"),
      name: record.type,
      input: resolved(shape.input),
      output: resolved(shape.output),
      types: types,
      aliases: aliases
    )
    return Result(model: model, record: record, diagnostics: diagnostics)
  }

  private func resolved(_ type: ShapeType) -> NamedType {
    TypeNamer.resolved(type) { names[$0] ?? $0 }
  }

  /// Gives a type its name, which types that are alike share, where the words for it are the same.
  private mutating func nameType(_ type: TypeShape) {
    let recorded = record.types[type.path]
    if let recorded, recorded.shared == shared[type.path] {
      if isFree(recorded.name, for: type) {
        owners[recorded.name] = type
        names[type.path] = recorded.name
        return
      }
      note(
        .error,
        .changedName,
        type.path,
        "it shares the type \(recorded.name) with another member and is no longer like it"
      )
    }
    let name = formerAlias(recorded) ?? newName(for: type)
    taken.insert(name)
    owners[name] = type
    names[type.path] = name
    // What is recorded stays so, even where it cannot be kept: only people may accept that. A type that is no longer
    // like those it shared a name with is told apart by everybody who looks at it.
    if recorded == nil || acceptsRenames || recorded?.shared != shared[type.path] {
      record.types[type.path] = NameRecord.TypeName(name: name, shared: shared[type.path])
    }
  }

  /// What a type was called here while it was shared: programs that say `FluxDev.OutputFormat` go on as before.
  private func formerAlias(_ recorded: NameRecord.TypeName?) -> String? {
    guard let recorded, let shared = recorded.shared, shared != recorded.name, owners[recorded.name] == nil else {
      return nil
    }
    return recorded.name
  }

  /// A name for a type that has none: its own words, else with the words of what it is in, else with a number.
  private mutating func newName(for type: TypeShape) -> String {
    if type.path == "Input" || type.path == "Output" { return type.path }
    if let shared = shared[type.path], !type.isChoice { return shared }
    let base = Identifier.type(type.hint)
    let within = type.parent.flatMap { names[$0] } ?? ""
    // A branch may be called as the union that it is a branch of.
    var candidates = [base, within == base ? base + (type.isChoice ? "Value" : "Object") : within + base]
    if Identifier.reservedTypes.contains(base) {
      candidates[0] = within == "Input" || within == "Output" || within.isEmpty ? "\(base)Value" : within + base
    }
    // A component that is used for several members, and not in quite the same way.
    if type.depth == 1, let member = type.member { candidates.insert(Identifier.type(member), at: 1) }
    let free = candidates.first { name in
      if owners[name] != nil { return isFree(name, for: type) }
      return (!taken.contains(name) || name == shared[type.path]) && !Identifier.reservedTypes.contains(name)
    }
    if let free { return free }
    let name = Identifier.unique(candidates[0], among: taken)
    noteNumber(name, candidates[0], type.path)
    return name
  }

  /// Whether nothing else has a name, or only what is like the type.
  private func isFree(_ name: String, for type: TypeShape) -> Bool {
    guard let owner = owners[name] else { return true }
    guard shared[owner.path] == shared[type.path] else { return false }
    return shared[type.path] != nil || endpoint.identities[owner.path] == endpoint.identities[type.path]
  }

  private mutating func model(of type: TypeShape, _ name: String) -> TypeModel {
    let names = names
    var namer = TypeNamer(type, of: endpoint, pairs: record.members[name] ?? []) { names[$0] ?? $0 }
    let model = namer.model(name)
    if record.members[name] != namer.pairs { record.members[name] = namer.pairs }
    for (wanted, name, path) in namer.numbered { noteNumber(name, wanted, path) }
    return model
  }

  private mutating func noteNumber(_ name: String, _ wanted: String, _ path: String) {
    note(.note, .numberedName, path, "\(wanted) is taken, so it is called \(name)")
  }

  private mutating func note(
    _ severity: GeneratorDiagnostic.Severity,
    _ code: GeneratorDiagnostic.Code,
    _ path: String,
    _ message: String
  ) {
    diagnostics.append(GeneratorDiagnostic(severity, code, shape.record.id, path, message))
  }
}
