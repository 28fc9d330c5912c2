public import FalCore
public import FalRegistry

/// Stands for all models of a registry.
///
/// Inputs are checked as fal checks them. Outputs fit the model's schema, and its files are real: pictures of the size and
/// format asked for, with the prompt as a caption; sounds; movies; bodies. The same input gives the same output.
public struct RegistryModel: EmulatedModel {
  private let registry: Registry
  private let known = Lock<[String: RegistryEntry]>([:])
  private let loaded = Lock<RegistryIndex?>(nil)

  /// Uses the models of a registry.
  public init(_ registry: Registry) {
    self.registry = registry
  }

  /// Checks that there is such a model.
  public func accept(_ endpoint: EndpointID) throws(ModelFailure) {
    _ = try entry(of: endpoint)
  }

  /// Makes an output.
  public func output(of endpoint: EndpointID, input: JSON, files: EmulatedFiles) throws(ModelFailure) -> JSON {
    let entry = try entry(of: endpoint)
    let issues = PydanticIssue.issues(in: input, entry.schema)
    guard issues.isEmpty else { throw .invalidInput(issues) }
    let media = RequestedMedia(input: input, schema: entry.schema)
    if let issue = media.unsupportedFormat { throw .invalidInput([issue]) }
    let maker = OutputMaker(input: input, media: media, files: files)
    return maker.output(entry.schema.output)
  }

  /// Makes an output, and what leads to it.
  public func stream(of endpoint: EndpointID, input: JSON, files: EmulatedFiles) throws(ModelFailure) -> [JSON] {
    guard try entry(of: endpoint).isStreaming else {
      throw ModelFailure(status: 404, body: ["detail": "Path /stream not found"])
    }
    let output = try output(of: endpoint, input: input, files: files)
    return [0.3, 0.6].map { Self.part(of: output, $0) } + [output]
  }

  /// The beginning of an output: of texts a part, of all else the whole.
  private static func part(of output: JSON, _ share: Double) -> JSON {
    guard let members = output.object else { return output }
    return .object(
      JSONObject(
        members.map { name, value in
          let text = value.string.flatMap { $0.contains("://") ? nil : $0 }
          return (name, text.map { .string(String($0.prefix(Int(Double($0.count) * share)))) } ?? value)
        }
      )
    )
  }

  private func entry(of endpoint: EndpointID) throws(ModelFailure) -> RegistryEntry {
    let id = endpoint.description
    if let entry = known.withLock({ $0[id] }) { return entry }
    do throws(RegistryError) {
      let index = try index()
      guard let record = index.records[id] else { throw RegistryError("there is no model \(id)") }
      let snapshot = try registry.snapshot(of: record) ?? [:]
      let schema = ModelSchema(snapshot: snapshot, id: id, category: record.category, overrides: index.overrides)
      let entry = RegistryEntry(schema: schema, isStreaming: record.isStreaming)
      known.withLock { $0[id] = entry }
      return entry
    } catch {
      throw ModelFailure(status: 404, body: ["detail": .string("Application '\(id)' not found: \(error.message)")])
    }
  }

  /// What holds for all models, read once.
  private func index() throws(RegistryError) -> RegistryIndex {
    if let index = loaded.withLock({ $0 }) { return index }
    let new = try RegistryIndex(registry)
    loaded.withLock { $0 = new }
    return new
  }
}
