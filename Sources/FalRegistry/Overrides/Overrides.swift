import FalCore

/// What the service's documents do not state, from `overrides.json`.
///
/// `media_names` maps names of inputs that take files, without being called `*_url`, to the kind of file. `endpoints` maps
/// ids or globs to what holds for them; where several fit, all apply.
public struct Overrides: Sendable {
  /// Names of inputs that take files although nothing in the document says so.
  public let mediaNames: [String: MediaKind]

  private let endpoints: [(glob: Glob, override: EndpointOverride)]

  /// Creates overrides that change nothing.
  public init() {
    mediaNames = [:]
    endpoints = []
  }

  init(json: JSON) {
    var names: [String: MediaKind] = [:]
    for (name, kind) in json["media_names"].object ?? [:] { names[name] = kind.string.flatMap(MediaKind.init) ?? .file }
    mediaNames = names
    endpoints = (json["endpoints"].object ?? [:]).map { (Glob($0.name), EndpointOverride(json: $0.value)) }
  }

  /// What holds for one endpoint.
  public func of(_ id: String) -> EndpointOverride {
    endpoints.reduce(into: EndpointOverride()) { result, entry in
      if entry.glob.matches(id) { result.add(entry.override) }
    }
  }

  /// The ids and globs, for checking that each still means something.
  var patterns: [(glob: Glob, override: EndpointOverride)] { endpoints }
}

/// What holds for an endpoint beyond its document.
public struct EndpointOverride: Sendable, Hashable {
  /// Its right category, where the service files it under a wrong one.
  public var category: String?
  /// What holds for single inputs, by name.
  public var fields: [String: FieldOverride] = [:]
  /// Limits over several inputs together.
  public var combined: [CombinedLimit] = []
  /// The marks by which a prompt refers to inputs.
  public var references: [PromptReference] = []

  /// Creates an override that changes nothing.
  public init() {}

  init(json: JSON) {
    category = json["category"].string
    for (name, value) in json["fields"].object ?? [:] { fields[name] = FieldOverride(json: value) }
    combined = (json["combined"].array ?? []).map(CombinedLimit.init(json:))
    references = (json["references"].object ?? [:]).map { PromptReference(mark: $0.name, field: $0.value.string ?? "") }
  }

  mutating func add(_ other: EndpointOverride) {
    category = other.category ?? category
    fields.merge(other.fields) { $1 }
    combined += other.combined
    references += other.references
  }

  func applied(to field: SchemaField) -> SchemaField {
    guard let override = fields[field.name] else { return field }
    var field = field
    override.apply(to: &field.node)
    return field
  }
}

/// What holds for one input beyond its document.
public struct FieldOverride: Sendable, Hashable {
  /// The file formats that are taken, by extension.
  public var formats: [String]
  /// The least number of items.
  public var minimumItems: Int?
  /// The greatest number of items.
  public var maximumItems: Int?

  init(json: JSON) {
    formats = json["formats"].array?.compactMap(\.string) ?? []
    minimumItems = json["min_items"].int
    maximumItems = json["max_items"].int
  }

  func apply(to node: inout SchemaNode) {
    node.limits.minimumItems = minimumItems ?? node.limits.minimumItems
    node.limits.maximumItems = maximumItems ?? node.limits.maximumItems
    if !formats.isEmpty { node.mediaLimits.formats = formats }
  }
}

/// A limit over the items of several inputs together.
public struct CombinedLimit: Sendable, Hashable {
  /// The inputs whose items are counted.
  public let fields: [String]
  /// The greatest number of items in all of them.
  public let maximumItems: Int

  init(json: JSON) {
    fields = json["fields"].array?.compactMap(\.string) ?? []
    maximumItems = json["max_items"].int ?? 0
  }
}

/// How a prompt refers to an input: `@Image1` is the first item of `image_urls`.
public struct PromptReference: Sendable, Hashable {
  /// The word after the `@`, without its number.
  public let mark: String
  /// The input it refers to.
  public let field: String
}
