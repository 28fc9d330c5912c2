/// A family of models, and an endpoint's place in it.
public struct EndpointGroup: Sendable, Hashable {
  /// The family's stable name, as in `kling-video`.
  public var key: String
  /// The endpoint's role in the family, as in `Image to Video`.
  public var label: String

  package init(key: String, label: String) {
    self.key = key
    self.label = label
  }
}
