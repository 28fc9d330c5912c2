public import FalJSON

/// Limits of numbers, texts and lists.
public struct SchemaLimits: Sendable, Hashable {
  /// The least number allowed.
  public var minimum: JSONNumber?
  /// The greatest number allowed.
  public var maximum: JSONNumber?
  /// The number that it must be above.
  public var exclusiveMinimum: JSONNumber?
  /// The number that it must be below.
  public var exclusiveMaximum: JSONNumber?
  /// The number that it must be a multiple of.
  public var multipleOf: JSONNumber?
  /// The least number of characters.
  public var minimumLength: Int?
  /// The greatest number of characters.
  public var maximumLength: Int?
  /// The regular expression that a text must fit.
  public var pattern: String?
  /// The least number of items.
  public var minimumItems: Int?
  /// The greatest number of items.
  public var maximumItems: Int?
  /// Whether no item may occur twice.
  public var hasUniqueItems = false

  /// Creates an empty set of limits.
  public init() {}
}
