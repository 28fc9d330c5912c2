/// A model that a search found.
public struct SearchResult: Sendable {
  /// The model.
  public let record: EndpointRecord
  /// How well it fits; only good for comparing results of one search.
  public let score: Double
  /// Where the words were found: `id`, `name`, `category`, `tags`, `group`, `inputs`, `outputs`.
  public let matched: [String]
}
