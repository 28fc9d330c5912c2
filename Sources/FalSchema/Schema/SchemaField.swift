/// A member of an object.
public struct SchemaField: Sendable, Hashable {
  /// The name, as the service writes it.
  public var name: String
  /// Whether it must be given.
  public var isRequired: Bool
  /// Its value.
  public var node: SchemaNode
}
