/// What the index knows of one endpoint: enough to list, filter, search and complete without opening its snapshot.
public struct EndpointRecord: Sendable {
  /// Shared by copies until one of them changes: records are large, and nearly everything hands them around.
  private var storage: Storage

  init(_ content: Content) {
    storage = Storage(content)
  }

  /// Creates a record of which nothing else is known.
  package init(id: String, name: String, category: String, module: String, status: EndpointStatus) {
    self.init(Content(id: id, name: name, category: category, module: module, status: status))
  }

  var content: Content { storage.content }

  /// The storage, shared with no other record.
  private mutating func ownStorage() -> Storage {
    if !isKnownUniquelyReferenced(&storage) { storage = Storage(storage.content) }
    return storage
  }

  /// Whether inputs and outputs of the endpoint are known.
  public var hasSchema: Bool { storage.content.snapshot != nil }

  /// The endpoint's id, as in `fal-ai/flux/dev`.
  public package(set) var id: String {
    get { storage.content.id }
    set { ownStorage().content.id = newValue }
  }

  /// The name shown to people; derived from the id where the service gives none.
  public package(set) var name: String {
    get { storage.content.name }
    set { ownStorage().content.name = newValue }
  }

  /// What the model turns into what, in the service's words: `text-to-image`, `training`, `vision`.
  public package(set) var category: String {
    get { storage.content.category }
    set { ownStorage().content.category = newValue }
  }

  /// The falkit module that holds the endpoint's types, as in `FalImage`.
  public package(set) var module: String {
    get { storage.content.module }
    set { ownStorage().content.module = newValue }
  }

  /// Whether the service offers the model.
  public package(set) var status: EndpointStatus {
    get { storage.content.status }
    set { ownStorage().content.status = newValue }
  }

  /// The service's tags.
  public package(set) var tags: [String] {
    get { storage.content.tags.names }
    set { ownStorage().content.tags = NameList(newValue) }
  }

  /// When the model was published, in ISO 8601; `nil` when unknown.
  package var publishedDate: String? {
    get { storage.content.publishedDate }
    set { ownStorage().content.publishedDate = newValue }
  }

  /// When the service last changed the entry, in ISO 8601; `nil` when unknown.
  package var updatedDate: String? {
    get { storage.content.updatedDate }
    set { ownStorage().content.updatedDate = newValue }
  }

  /// `commercial`, `research` or `private`; `nil` when unknown.
  public package(set) var license: String? {
    get { storage.content.license }
    set { ownStorage().content.license = newValue }
  }

  /// `inference` or `training`; `nil` when unknown.
  public package(set) var kind: String? {
    get { storage.content.kind }
    set { ownStorage().content.kind = newValue }
  }

  /// The family of models the endpoint belongs to.
  public package(set) var group: EndpointGroup? {
    get { storage.content.group }
    set { ownStorage().content.group = newValue }
  }

  /// The usual duration of a request in minutes; `nil` when unknown.
  public package(set) var minutes: Int? {
    get { storage.content.minutes }
    set { ownStorage().content.minutes = newValue }
  }

  /// Whether the service can stream the output.
  public package(set) var isStreaming: Bool {
    get { storage.content.isStreaming }
    set { ownStorage().content.isStreaming = newValue }
  }

  /// Endpoints that train weights for this one.
  public package(set) var trainingEndpoints: [String] {
    get { storage.content.trainingEndpoints.names }
    set { ownStorage().content.trainingEndpoints = NameList(newValue) }
  }

  /// Endpoints that use weights trained by this one.
  public package(set) var inferenceEndpoints: [String] {
    get { storage.content.inferenceEndpoints.names }
    set { ownStorage().content.inferenceEndpoints = NameList(newValue) }
  }

  /// The names of the inputs that must be given.
  public package(set) var required: [String] {
    get { storage.content.required.names }
    set { ownStorage().content.required = NameList(newValue) }
  }

  /// The names of all inputs, in the publisher's order.
  public package(set) var fields: [String] {
    get { storage.content.fields.names }
    set { ownStorage().content.fields = NameList(newValue) }
  }

  /// The inputs that take files, with what kind of file.
  public package(set) var mediaInputs: [MediaInputRecord] {
    get {
      let pairs = storage.content.mediaInputs.names
      return stride(from: 0, to: pairs.count - 1, by: 2).map {
        MediaInputRecord(field: pairs[$0], kind: MediaKind(rawValue: pairs[$0 + 1]) ?? .file)
      }
    }
    set { ownStorage().content.mediaInputs = NameList(newValue.flatMap { [$0.field, $0.kind.rawValue] }) }
  }

  /// The names of all outputs, in the publisher's order.
  public package(set) var outputs: [String] {
    get { storage.content.outputs.names }
    set { ownStorage().content.outputs = NameList(newValue) }
  }

  /// What the model returns: kinds of media, `text`, or `json`.
  public package(set) var outputKinds: [String] {
    get { storage.content.outputKinds.names }
    set { ownStorage().content.outputKinds = NameList(newValue) }
  }

  /// The snapshot of the endpoint's OpenAPI document; `nil` when the service could not give one.
  package var snapshot: SnapshotReference? {
    get { storage.content.snapshot }
    set { ownStorage().content.snapshot = newValue }
  }

  /// Why there is no snapshot, as the service's error code.
  public package(set) var schemaError: String? {
    get { storage.content.schemaError }
    set { ownStorage().content.schemaError = newValue }
  }

  struct Content: Sendable, Hashable {
    var id: String
    var name: String
    var category: String
    var module: String
    var status: EndpointStatus
    var tags = NameList([])
    var publishedDate: String?
    var updatedDate: String?
    var license: String?
    var kind: String?
    var group: EndpointGroup?
    var minutes: Int?
    var isStreaming = false
    var trainingEndpoints = NameList([])
    var inferenceEndpoints = NameList([])
    var required = NameList([])
    var fields = NameList([])
    /// Names and kinds in turn.
    var mediaInputs = NameList([])
    var outputs = NameList([])
    var outputKinds = NameList([])
    var snapshot: SnapshotReference?
    var schemaError: String?
  }

  private final class Storage: @unchecked Sendable {
    /// Changed only while a single record has it.
    var content: Content

    init(_ content: Content) {
      self.content = content
    }
  }
}

extension EndpointRecord: Hashable {
  /// Whether the index says the same of both.
  public static func == (left: EndpointRecord, right: EndpointRecord) -> Bool {
    left.storage === right.storage || left.content == right.content
  }

  /// Hashes all that the index says.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(content)
  }
}

/// An input that takes a file.
public struct MediaInputRecord: Sendable, Hashable {
  /// The input's name.
  public var field: String
  /// What the file holds.
  public var kind: MediaKind
}

/// Where the snapshot of an endpoint is, and what it holds.
package struct SnapshotReference: Sendable, Hashable {
  /// The path below the registry's folder, as in `openapi/fal-ai/flux/dev.json`.
  package var path: String
  /// The digest of the file's bytes, 16 hexadecimal digits (FNV-1a).
  package var digest: String

  package init(path: String, digest: String) {
    self.path = path
    self.digest = digest
  }
}
