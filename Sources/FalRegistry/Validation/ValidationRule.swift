/// What an input can break, by the names under which falkit reports it.
public enum ValidationRule: String, Sendable, Hashable, CaseIterable {
  /// There is no such field.
  case unknownField = "unknown-field"
  /// A field that must be given is absent or `null`.
  case required
  /// A field that must be given is blank or holds nothing.
  case empty
  /// The value is of another type.
  case type
  /// The value is none of those that are allowed.
  case enumeration = "enum"
  /// The number is too small or too large.
  case range
  /// The number is between two steps.
  case multipleOf = "multiple-of"
  /// The text is too short or too long.
  case length
  /// The text does not fit a regular expression.
  case pattern
  /// The list is too short.
  case minItems = "min-items"
  /// The list is too long.
  case maxItems = "max-items"
  /// The value should lead to a file, and is no address.
  case notAMediaReference = "not-a-media-reference"
  /// Several fields together have too many items.
  case combinedLimit = "combined-limit"
  /// The prompt refers to an item that is not there.
  case referenceOutOfRange = "reference-out-of-range"
  /// The prompt does not mention an item.
  case referenceUnused = "reference-unused"
}
