package import FalJSON

/// What a model takes and what it returns.
public struct ModelSchema: Sendable, Hashable {
  /// The whole input; of any shape when the document does not describe it.
  public let input: SchemaNode
  /// The whole output; of any shape when the document does not describe it.
  public let output: SchemaNode

  /// Reads an endpoint's OpenAPI document.
  ///
  /// - Parameters:
  ///   - snapshot: The document.
  ///   - id: The endpoint's id.
  ///   - category: The endpoint's category, which tells what kind of file an output is when its name does not.
  ///   - overrides: What the document does not state.
  package init(snapshot: JSON, id: String, category: String, overrides: Overrides = Overrides()) {
    let document = OpenAPIDocument(json: snapshot)
    var reader = SchemaReader(document: document)
    let endpoint = overrides.of(id)
    let marker = MediaMarker(category: category, names: overrides.mediaNames)
    var input = document.inputSchema.map { reader.whole($0) } ?? SchemaNode(shape: .any)
    if !endpoint.fields.isEmpty { input.changeFields { endpoint.apply(to: &$0) } }
    marker.markInput(&input)
    var output = document.outputSchema.map { reader.whole($0) } ?? SchemaNode(shape: .any)
    marker.markOutput(&output)
    self.input = input
    self.output = output
  }

  /// The inputs, in the publisher's order; empty when the document does not describe them.
  public var inputs: [SchemaField] { input.fields }

  /// The outputs, in the publisher's order; empty when the document does not describe them.
  public var outputs: [SchemaField] { output.fields }

  /// Whether the document describes the input; some refer to a schema that they do not contain.
  public var describesInput: Bool { input.shape != .any }

  /// Whether the document describes the output.
  public var describesOutput: Bool { output.shape != .any }

  /// The inputs that must be given.
  public var required: [SchemaField] { inputs.filter(\.isRequired) }

  /// The inputs that need not be given.
  public var optional: [SchemaField] { inputs.filter { !$0.isRequired } }
}

extension SchemaNode {
  /// Changes the members of an object, or of the objects in a list or among several kinds of value.
  mutating func changeMembers(_ change: (inout SchemaField) -> Void) {
    if case .list(var item) = shape {
      item.changeMembers(change)
      shape = .list(item)
    } else {
      changeFields(change)
    }
  }

  /// Changes the members of an object, or of the objects among several kinds of value.
  fileprivate mutating func changeFields(_ change: (inout SchemaField) -> Void) {
    switch shape {
    case .object(var fields):
      for position in fields.indices { change(&fields[position]) }
      shape = .object(fields)
    case .union(var branches):
      for position in branches.indices { branches[position].changeFields(change) }
      shape = .union(branches)
    default: break
    }
  }

  /// The members, when it is an object or, among several kinds of value, has exactly one kind that is.
  public var fields: [SchemaField] {
    switch shape {
    case .object(let fields): fields
    case .union(let branches):
      branches.lazy.map(\.fields).filter { !$0.isEmpty }.count == 1
        ? branches.lazy.map(\.fields).first { !$0.isEmpty } ?? [] : []
    default: []
    }
  }

  /// The kind of file it takes or gives, also as the items of a list.
  public var mediaKind: MediaKind? {
    if let media { return media }
    if case .list(let item) = shape { return item.mediaKind }
    return nil
  }
}
