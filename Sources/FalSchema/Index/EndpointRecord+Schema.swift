package import FalJSON

extension EndpointRecord {
  /// Fills in what follows from the endpoint's document.
  package mutating func summarize(_ snapshot: JSON?, overrides: Overrides) {
    let schema = snapshot.map { ModelSchema(snapshot: $0, id: id, category: category, overrides: overrides) }
    required = schema?.required.map(\.name) ?? []
    fields = schema?.inputs.map(\.name) ?? []
    mediaInputs = (schema?.inputs ?? []).flatMap { Self.mediaInputs(of: $0, path: "") }
    outputs = schema?.outputs.map(\.name) ?? []
    outputKinds = schema.map { Self.outputKinds(of: $0, category: category) } ?? []
  }

  /// The inputs that take files, those inside objects included: `image_url`, `elements.frontal_image_url`.
  private static func mediaInputs(of field: SchemaField, path: String) -> [MediaInputRecord] {
    let name = path.isEmpty ? field.name : "\(path).\(field.name)"
    if let kind = field.node.mediaKind { return [MediaInputRecord(field: name, kind: kind)] }
    return field.node.innerFields.flatMap { mediaInputs(of: $0, path: name) }
  }

  private static func outputKinds(of schema: ModelSchema, category: String) -> [String] {
    var kinds: [String] = []
    func add(_ kind: MediaKind) {
      if !kinds.contains(kind.rawValue) { kinds.append(kind.rawValue) }
    }
    func collect(_ node: SchemaNode) {
      if let kind = node.mediaKind { add(kind) } else { node.innerFields.forEach { collect($0.node) } }
    }
    schema.outputs.forEach { collect($0.node) }
    if !kinds.isEmpty { return kinds }
    if !schema.describesOutput || schema.outputs.isEmpty {
      return MediaKind.produced(by: category).map { [$0.rawValue] } ?? []
    }
    return schema.outputs.contains { $0.node.shape == .text } ? ["text"] : ["json"]
  }
}

extension SchemaNode {
  /// The members of the object, or of the objects in the list or map.
  package var innerFields: [SchemaField] {
    switch shape {
    case .list(let item), .map(let item): item.innerFields
    default: fields
    }
  }
}
