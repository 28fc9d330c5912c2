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
