public import FalCore

/// Which models of fal's catalogue are asked for, and what of them; all, with their metadata, by default.
///
/// ```swift
/// for try await model in fal.models(ModelQuery(text: "flux", category: "text-to-image")) { print(model.id) }
/// ```
public struct ModelQuery: Sendable, Hashable {
  /// What fal adds to a model on request.
  public enum Expansion: String, Sendable, Hashable, CaseIterable {
    /// The OpenAPI document.
    case openAPI = "openapi-3.0"
    /// Whether the model is approved for enterprises.
    case enterpriseStatus = "enterprise_status"
  }

  /// Words that fal looks for in name, description and category.
  public var text: String?
  /// What the model turns into what, as in `text-to-image`.
  public var category: String?
  /// Whether fal offers the model; any when `nil`.
  public var status: ModelListing.Status?
  /// These models and no others, where fal knows them; all when `nil`.
  ///
  /// There may be any number: they are asked for in batches.
  public var endpoints: [EndpointID]?
  /// What is asked for beside the metadata.
  public var expansions: Set<Expansion> = []
  /// How many models a page has at most; fal decides when `nil`, and has a limit of its own.
  public var pageSize: Int?

  /// Creates a query.
  public init(
    text: String? = nil,
    category: String? = nil,
    status: ModelListing.Status? = nil,
    endpoints: [EndpointID]? = nil,
    expansions: Set<Expansion> = [],
    pageSize: Int? = nil
  ) {
    self.text = text
    self.category = category
    self.status = status
    self.endpoints = endpoints
    self.expansions = expansions
    self.pageSize = pageSize
  }

  /// The parameters but for the ids.
  var parameters: [(name: String, value: String)] {
    var parameters: [(String, String)] = []
    if let text { parameters.append(("q", text)) }
    if let category { parameters.append(("category", category)) }
    if let status { parameters.append(("status", status.rawValue)) }
    if let pageSize { parameters.append(("limit", "\(pageSize)")) }
    return parameters + expansions.map(\.rawValue).sorted().map { ("expand", $0) }
  }
}
