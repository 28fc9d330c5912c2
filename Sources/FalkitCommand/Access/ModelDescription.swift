import FalCore
import FalRegistry
import FalRegistrySync
import FalRunner

/// All that is known of one model, put together for showing.
struct ModelDescription {
  let model: RegisteredModel

  var record: EndpointRecord { model.record }
  /// The normalised OpenAPI document; `nil` when the service could not give one.
  var snapshot: JSON? { model.document }
  var schema: ModelSchema { model.schema }
  var glossary: EndpointGlossary { model.glossary }
  var override: EndpointOverride { model.override }

  /// Describes the model that the user named.
  init(named name: String, _ invocation: Invocation) throws(RunError) {
    if invocation.has(RemoteModel.option.name) {
      let endpoint = try invocation.endpoint(named: name)
      do {
        self = try Waiting.run { try await RemoteModel.description(of: endpoint, invocation) }
      } catch {
        throw RunError(any: error)
      }
    } else {
      try self.init(record: try invocation.record(named: name), invocation)
    }
  }

  init(record: EndpointRecord, _ invocation: Invocation) throws(RunError) {
    let registry = try invocation.registry()
    let snapshot = try invocation.readingRegistry { () throws(RegistryError) in try registry.snapshot(of: record) }
    try self.init(record, snapshot, invocation)
  }

  /// Describes a model as the service does now.
  init(_ model: ServiceModel, _ invocation: Invocation) throws(RunError) {
    try self.init(model.record, model.snapshot, invocation)
  }

  private init(_ record: EndpointRecord, _ snapshot: JSON?, _ invocation: Invocation) throws(RunError) {
    let registry = try invocation.registry()
    model = try invocation.readingRegistry { () throws(RegistryError) in
      try registry.model(of: record, document: snapshot)
    }
  }

  /// A small valid input.
  var example: JSON { model.example.json }

  /// A command that runs the model with the example.
  var command: String {
    let isSaved = !record.outputKinds.isEmpty && record.outputKinds != ["json"]
    let words = ["falkit", "run", Shell.quoted(record.id)] + exampleWords + (isSaved ? ["-d"] : [])
    return words.joined(separator: " ")
  }

  private var exampleWords: [String] {
    let example = example
    guard let members = example.object, members.allSatisfy({ InputPath.isName($0.name) }) else {
      return ["--input", Shell.quoted(TerminalText.json(example.text()))]
    }
    return members.map { name, value in
      switch value {
      case .string(let text) where PlainText.isHarmless(text): "\(name)=\(Shell.quoted(text))"
      case .bool, .number: "\(name)=\(value.text())"
      default: "\(name):=\(Shell.quoted(TerminalText.json(value.text())))"
      }
    }
  }

  /// What the service's document leaves open.
  var gaps: [String] {
    if !record.hasSchema {
      let reason = record.schemaError.map { " (\($0))" } ?? ""
      return [
        "The service could not describe this model when the registry was made\(reason); inputs and outputs are unknown."
      ]
    }
    var gaps: [String] = []
    if !schema.describesInput {
      gaps.append("The service's document does not describe the input; any JSON is accepted.")
    }
    if !schema.describesOutput { gaps.append("The service's document does not describe the output.") }
    return gaps
  }

  /// What is worth knowing beyond the fields.
  var notes: [String] {
    var notes = gaps
    for limit in override.combined {
      notes.append("At most \(limit.maximumItems) items in \(limit.fields.joined(separator: " and ")) together.")
    }
    let references = override.references.filter { reference in schema.inputs.contains { $0.name == reference.field } }
    if !references.isEmpty {
      let marks = references.map { "@\($0.mark)1 (\($0.field))" }
      notes.append("In the prompt, refer to what you give as \(marks.joined(separator: ", ")).")
    }
    var places: [SchemaLoss: [String]] = [:]
    for (place, loss) in schema.input.lossesInside() { places[loss, default: []].append(place) }
    for (loss, places) in places.sorted(by: { $0.key.description < $1.key.description }) {
      let more = places.count > 1 ? " and \(places.count - 1) more" : ""
      notes.append("Of \(places.first.flatMap { $0.isEmpty ? nil : $0 } ?? "the input")\(more): \(loss).")
    }
    if record.isStreaming { notes.append("The output can be streamed.") }
    if !record.trainingEndpoints.isEmpty {
      notes.append("Weights for it are trained with \(record.trainingEndpoints.joined(separator: ", ")).")
    }
    if !record.inferenceEndpoints.isEmpty {
      notes.append("What it trains is used with \(record.inferenceEndpoints.joined(separator: ", ")).")
    }
    if let minutes = record.minutes { notes.append("A request usually takes about \(minutes) min.") }
    return notes
  }
}

extension SchemaNode {
  /// What the document says about it or something inside it, and is not told, with the way there.
  fileprivate func lossesInside(_ place: String = "") -> [(place: String, loss: SchemaLoss)] {
    let own = losses.map { (place, $0) }
    switch shape {
    case .list(let item): return own + item.lossesInside("\(place)[]")
    case .map(let value): return own + value.lossesInside(place.isEmpty ? "*" : "\(place).*")
    case .object(let fields):
      return own + fields.flatMap { $0.node.lossesInside(place.isEmpty ? $0.name : "\(place).\($0.name)") }
    case .union(let branches): return own + branches.flatMap { $0.lossesInside(place) }
    default: return own
    }
  }
}
