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

  /// Those of the limits that are about a kind of value.
  func about(_ shape: SchemaNode.Shape) -> SchemaLimits {
    var limits = SchemaLimits()
    switch shape {
    case .integer, .number:
      limits.minimum = minimum
      limits.maximum = maximum
      limits.exclusiveMinimum = exclusiveMinimum
      limits.exclusiveMaximum = exclusiveMaximum
      limits.multipleOf = multipleOf
    case .text:
      limits.minimumLength = minimumLength
      limits.maximumLength = maximumLength
      limits.pattern = pattern
    case .list:
      limits.minimumItems = minimumItems
      limits.maximumItems = maximumItems
      limits.hasUniqueItems = hasUniqueItems
    default: break
    }
    return limits
  }
}

/// How much of a document is followed: far more than any real model needs, and little enough for hostile documents.
package enum SchemaBounds {
  /// Values within values.
  package static let depth = 100
  /// Schemas within schemas; the deepest of the catalogue has 16, and a local fal reads them on threads with small stacks.
  static let schemaDepth = 40
  /// Kinds of value that unions have together when one value must fit several of them.
  static let branches = 64
  /// Values that are kept for each member behind one that has more than can be read.
  static let reserve = 100
  /// Values in an input or output.
  package static let values = 50_000
}
