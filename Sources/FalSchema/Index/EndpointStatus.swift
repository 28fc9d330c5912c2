/// Whether the service offers a model.
public struct EndpointStatus: RawRepresentable, Sendable, Hashable {
  /// The service's word.
  public let rawValue: String

  /// Creates a status from the service's word.
  public init(rawValue: String) { self.rawValue = rawValue }

  /// The model can be used.
  public static let active = EndpointStatus(rawValue: "active")
  /// The model still works, but will be withdrawn.
  public static let deprecated = EndpointStatus(rawValue: "deprecated")
  /// The model is no longer in the service's catalogue; its record is kept.
  public static let retired = EndpointStatus(rawValue: "retired")
}
