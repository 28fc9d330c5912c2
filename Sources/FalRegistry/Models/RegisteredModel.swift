public import FalCore
import FalMedia
public import FalSchema

/// All that a registry knows of one model: what it takes and returns, its limits, and what its members mean.
///
/// ```swift
/// guard let model = try FalCatalog.registry.model("fal-ai/flux/dev") else { return }
/// for field in model.inputs { print(field.name, field.isRequired, model.meaning(of: field.name) ?? "") }
///
/// let input = model.input(from: ["prompt": "a cat", "seed": "7", "num_images": "9"])
/// for issue in model.issues(in: input) { print(issue.place, issue.message) }  // num_images is 9, must be at most 4
/// let result = try await fal.subscribe(to: model.id, input: input)
/// ```
public struct RegisteredModel: Sendable {
  /// The name under which fal serves the model.
  public let id: EndpointID
  /// Name, category, status and the rest of what the index knows.
  public let record: EndpointRecord
  /// What the model takes and returns.
  public let schema: ModelSchema
  /// The model's OpenAPI document, with facts only; `nil` when the service could not give one.
  public let document: JSON?

  /// The name of its type in the module that `record.module` names, as in `FluxDev`; `nil` when it has none.
  public let typeName: String?

  package let glossary: EndpointGlossary
  package let override: EndpointOverride

  package init(
    _ record: EndpointRecord,
    document: JSON?,
    typeName: String? = nil,
    glossary: Glossary = Glossary(json: [:]),
    overrides: Overrides
  ) throws(RegistryError) {
    guard let id = try? EndpointID(record.id) else { throw RegistryError("'\(record.id)' cannot be a model's id") }
    self.id = id
    self.record = record
    self.document = document
    self.typeName = typeName
    self.glossary = glossary.of(record)
    override = overrides.of(record.id)
    schema = ModelSchema(snapshot: document ?? [:], id: record.id, category: record.category, overrides: overrides)
  }

  /// The inputs, in the publisher's order; empty when the document does not describe them.
  public var inputs: [SchemaField] { schema.inputs }

  /// The outputs, in the publisher's order; empty when the document does not describe them.
  public var outputs: [SchemaField] { schema.outputs }

  /// What an input means, in one sentence of falkit's own; `nil` when nothing is known.
  ///
  /// - Parameter path: The name of the input; for a member inside it the names on the way there.
  /// - Returns: The sentence.
  public func meaning(of path: String...) -> String? { glossary.meaning(of: path, .input) }

  /// What an output means, in one sentence of falkit's own; `nil` when nothing is known.
  ///
  /// - Parameter path: The name of the output; for a member inside it the names on the way there.
  /// - Returns: The sentence.
  public func meaning(ofOutput path: String...) -> String? { glossary.meaning(of: path, .output) }

  /// A small valid input: what must be given, and nothing else; files are addresses at example.com.
  public var example: InputValue { .json(ExampleInput(schema, override).json) }

  /// An input of texts, as people type them: each is read as the type that the model's schema says.
  ///
  /// A text for a list is the list in JSON, or its only item. What cannot be read stays text, and `issues` says what is wrong with it.
  ///
  /// - Parameter texts: Texts by the names of the inputs.
  /// - Returns: The input, in the publisher's order.
  public func input(from texts: [String: String]) -> InputValue {
    let known = inputs.filter { texts[$0.name] != nil }
    var input = JSONObject()
    for field in known {
      guard let text = texts[field.name] else { continue }
      let value = field.node.value(of: text) ?? .string(text)
      input[field.name] = field.node.isFileObject ? ["url": value] : value
    }
    for name in texts.keys.sorted() where input[name] == nil { input[name] = texts[name].map(JSON.string) }
    return .json(.object(input))
  }

  /// Finds everything that is wrong with an input before it is sent.
  ///
  /// Nothing is fetched: whether a web address leads to a fitting file is not known here. Files that are to be uploaded, and
  /// those in data URIs, are checked as well as their beginnings and headers allow.
  ///
  /// - Parameter input: The whole input.
  /// - Returns: All problems, in the order of the schema; empty when there are none.
  public func issues(in input: InputValue) -> [ValidationIssue] {
    var files: [JSONPath: MediaFacts] = [:]
    let json = input.json { upload, path in
      files[path] = upload.facts
      return "https://upload.invalid/\(files.count)"
    }
    return validator.issues(in: json, files: files)
  }

  package var validator: InputValidator { InputValidator(schema, override, status: record.status) }
}

extension Registry {
  /// All that is known of one model; `nil` when the registry does not know it.
  ///
  /// - Parameter id: The model: `fal-ai/flux/dev`.
  /// - Returns: The model.
  /// - Throws: `RegistryError` when a file is missing or broken.
  public func model(_ id: String) throws(RegistryError) -> RegisteredModel? {
    try record(of: id).map { record throws(RegistryError) in try model(of: record) }
  }

  /// All that is known of the model of a record.
  ///
  /// - Throws: `RegistryError` when a file is missing or broken.
  public func model(of record: EndpointRecord) throws(RegistryError) -> RegisteredModel {
    try model(of: record, document: try snapshot(of: record))
  }

  /// All that is known of a model whose document comes from elsewhere.
  ///
  /// - Throws: `RegistryError` when a file is missing or broken.
  package func model(of record: EndpointRecord, document: JSON?) throws(RegistryError) -> RegisteredModel {
    try RegisteredModel(
      record,
      document: document,
      typeName: try typeName(of: record.id),
      glossary: try glossary(),
      overrides: try overrides()
    )
  }

  /// The models of the registry, sorted by id.
  ///
  /// - Parameter category: What they turn into what: `text-to-image`; all of them where none is given.
  /// - Returns: What the index knows of each; `model(of:)` tells more.
  /// - Throws: `RegistryError` when a file is missing or broken.
  public func models(category: String? = nil) throws(RegistryError) -> [EndpointRecord] {
    let records = try records()
    guard let category else { return records }
    return records.filter { $0.category == category }
  }

  /// Searches the registry by words.
  ///
  /// Small spelling errors, `img2img`, `i2v` or `tts` are understood.
  ///
  /// - Parameter text: What to look for.
  /// - Returns: The models that fit, best first.
  /// - Throws: `RegistryError` when a file is missing or broken.
  public func search(_ text: String) throws(RegistryError) -> [SearchResult] {
    try search(text, in: try records())
  }
}
