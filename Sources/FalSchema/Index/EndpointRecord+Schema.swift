package import FalJSON

extension EndpointRecord {
  /// Fills in what follows from the endpoint's document.
  package mutating func summarize(_ snapshot: JSON?, overrides: Overrides) {
    let schema = snapshot.map { ModelSchema(snapshot: $0, id: id, category: category, overrides: overrides) }
    required = schema?.required.map(\.name) ?? []
    fields = schema?.inputs.map(\.name) ?? []
    mediaInputs = schema.map { Self.mediaInputs(in: $0.input, path: "") } ?? []
    outputs = schema?.outputs.map(\.name) ?? []
    outputKinds = schema.map { Self.outputKinds(of: $0, category: category) } ?? []
  }

  /// The inputs that take files, those inside objects included, each once: `image_url`, `elements.frontal_image_url`.
  private static func mediaInputs(in node: SchemaNode, path: String) -> [MediaInputRecord] {
    var seen: Set<String> = []
    return node.members.flatMap { field in
      let name = path.isEmpty ? field.name : "\(path).\(field.name)"
      if let kind = field.node.mediaKind { return [MediaInputRecord(field: name, kind: kind)] }
      return mediaInputs(in: field.node, path: name)
    }.filter { seen.insert($0.field).inserted }
  }

  private static func outputKinds(of schema: ModelSchema, category: String) -> [String] {
    var kinds: [String] = []
    func add(_ kind: MediaKind) {
      if !kinds.contains(kind.rawValue) { kinds.append(kind.rawValue) }
    }
    func collect(_ node: SchemaNode) {
      if let kind = node.mediaKind { add(kind) } else { node.innerFields.forEach { collect($0.node) } }
    }
    collect(schema.output)
    if !kinds.isEmpty { return kinds }
    switch schema.output.shape {
    case .any, .object([]), .union: return MediaKind.produced(by: category).map { [$0.rawValue] } ?? []
    case .text: return ["text"]
    case .object(let fields): return fields.contains { $0.node.shape == .text } ? ["text"] : ["json"]
    default: return ["json"]
    }
  }
}

extension SchemaNode {
  /// The members of the object, of the objects in the list or map, or of all kinds of object that it may be.
  fileprivate var members: [SchemaField] {
    switch shape {
    case .object(let fields): fields
    case .list(let item), .map(let item): item.members
    case .union(let branches): branches.flatMap(\.members)
    default: []
    }
  }

  /// The members of the object, or of the objects in the list or map.
  package var innerFields: [SchemaField] {
    switch shape {
    case .list(let item), .map(let item): item.innerFields
    default: fields
    }
  }
}
