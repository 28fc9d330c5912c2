/// What the index knows of one endpoint: enough to list, filter, search and complete without opening its snapshot.
public struct EndpointRecord: Sendable, Hashable {
  /// The endpoint's id, as in `fal-ai/flux/dev`.
  public var id: String
  /// The name shown to people; derived from the id where the service gives none.
  public var name: String
  /// What the model turns into what, in the service's words: `text-to-image`, `training`, `vision`.
  public var category: String
  /// The falkit module that holds the endpoint's types, as in `FalImage`.
  public var module: String
  /// Whether the service offers the model.
  public var status: EndpointStatus
  /// The service's tags.
  public var tags: [String] {
    get { tagsList.names }
    set { tagsList = NameList(newValue) }
  }
  /// When the model was published, in ISO 8601; `nil` when unknown.
  public var publishedAt: String?
  /// When the service last changed the entry, in ISO 8601; `nil` when unknown.
  public var updatedAt: String?
  /// `commercial`, `research` or `private`; `nil` when unknown.
  public var license: String?
  /// `inference` or `training`; `nil` when unknown.
  public var kind: String?
  /// The family of models the endpoint belongs to.
  public var group: EndpointGroup?
  /// The usual duration of a request in minutes; `nil` when unknown.
  public var minutes: Int?
  /// Whether the service can stream the output.
  public var isStreaming: Bool
  /// Endpoints that train weights for this one.
  public var trainingEndpoints: [String] {
    get { trainingEndpointsList.names }
    set { trainingEndpointsList = NameList(newValue) }
  }
  /// Endpoints that use weights trained by this one.
  public var inferenceEndpoints: [String] {
    get { inferenceEndpointsList.names }
    set { inferenceEndpointsList = NameList(newValue) }
  }
  /// The names of the inputs that must be given.
  public var required: [String] {
    get { requiredList.names }
    set { requiredList = NameList(newValue) }
  }
  /// The names of all inputs, in the publisher's order.
  public var fields: [String] {
    get { fieldsList.names }
    set { fieldsList = NameList(newValue) }
  }
  /// The inputs that take files, with what kind of file.
  public var mediaInputs: [MediaInputRecord] {
    get {
      let pairs = mediaInputsList.names
      return stride(from: 0, to: pairs.count - 1, by: 2).map {
        MediaInputRecord(field: pairs[$0], kind: MediaKind(rawValue: pairs[$0 + 1]) ?? .file)
      }
    }
    set { mediaInputsList = NameList(newValue.flatMap { [$0.field, $0.kind.rawValue] }) }
  }
  /// The names of all outputs, in the publisher's order.
  public var outputs: [String] {
    get { outputsList.names }
    set { outputsList = NameList(newValue) }
  }
  /// What the model returns: kinds of media, `text`, or `json`.
  public var outputKinds: [String] {
    get { outputKindsList.names }
    set { outputKindsList = NameList(newValue) }
  }
  /// The snapshot of the endpoint's OpenAPI document; `nil` when the service could not give one.
  public var snapshot: SnapshotReference?
  /// Why there is no snapshot, as the service's error code.
  public var schemaError: String?

  var tagsList = NameList([])
  var trainingEndpointsList = NameList([])
  var inferenceEndpointsList = NameList([])
  var requiredList = NameList([])
  var fieldsList = NameList([])
  /// Names and kinds in turn.
  var mediaInputsList = NameList([])
  var outputsList = NameList([])
  var outputKindsList = NameList([])

  /// Whether inputs and outputs of the endpoint are known.
  public var hasSchema: Bool { snapshot != nil }

  /// Creates a record of which nothing else is known.
  package init(id: String, name: String, category: String, module: String, status: EndpointStatus) {
    self.id = id
    self.name = name
    self.category = category
    self.module = module
    self.status = status
    isStreaming = false
  }
}
