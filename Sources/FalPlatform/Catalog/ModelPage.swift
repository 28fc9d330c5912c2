public import FalCore

/// A page of fal's catalogue.
public struct ModelPage: Sendable {
  /// The models.
  public let models: [ModelListing]
  /// Entries that name no endpoint, which fal's catalogue should not have.
  public let unreadable: [JSON]
  /// The whole answer, as fal sent it: the form that a registry imports.
  public let json: JSON

  init(_ json: JSON, entries: [JSON]) {
    self.json = json
    var (models, unreadable): ([ModelListing], [JSON]) = ([], [])
    for entry in entries {
      if let model = ModelListing(json: entry) { models.append(model) } else { unreadable.append(entry) }
    }
    (self.models, self.unreadable) = (models, unreadable)
  }
}
