/// What an input can break, by the names under which falkit reports it.
///
/// There may be more in later versions, so that a `switch` needs a `default`.
public struct ValidationRule: RawRepresentable, Sendable, Hashable {
  /// The rule as a word.
  public let rawValue: String

  /// Creates a rule.
  public init(rawValue: String) { self.rawValue = rawValue }

  /// There is no such field.
  public static let unknownField = ValidationRule(rawValue: "unknown-field")
  /// A field that must be given is absent or `null`.
  public static let required = ValidationRule(rawValue: "required")
  /// A field that must be given is blank or holds nothing.
  public static let empty = ValidationRule(rawValue: "empty")
  /// The value is of another type.
  public static let type = ValidationRule(rawValue: "type")
  /// The value is none of those that are allowed.
  public static let enumeration = ValidationRule(rawValue: "enum")
  /// The number is too small or too large.
  public static let range = ValidationRule(rawValue: "range")
  /// The number is between two steps.
  public static let multipleOf = ValidationRule(rawValue: "multiple-of")
  /// The text is too short or too long.
  public static let length = ValidationRule(rawValue: "length")
  /// The text does not fit a regular expression.
  public static let pattern = ValidationRule(rawValue: "pattern")
  /// The list is too short.
  public static let minItems = ValidationRule(rawValue: "min-items")
  /// The list is too long.
  public static let maxItems = ValidationRule(rawValue: "max-items")
  /// The list holds an item twice.
  public static let uniqueItems = ValidationRule(rawValue: "unique-items")
  /// The value should lead to a file, and is no address.
  public static let notAMediaReference = ValidationRule(rawValue: "not-a-media-reference")
  /// The file is of another kind or format.
  public static let mediaKind = ValidationRule(rawValue: "media-kind")
  /// The file has too few or too many bytes.
  public static let mediaSize = ValidationRule(rawValue: "media-size")
  /// The picture is too small or too large, or between two steps.
  public static let mediaDimensions = ValidationRule(rawValue: "media-dimensions")
  /// The picture is too narrow or too wide.
  public static let mediaAspect = ValidationRule(rawValue: "media-aspect")
  /// The clip or sound is too short or too long.
  public static let mediaDuration = ValidationRule(rawValue: "media-duration")
  /// The clip has too few or too many frames per second.
  public static let mediaFrameRate = ValidationRule(rawValue: "media-fps")
  /// The clip has too few or too many frames.
  public static let mediaFrames = ValidationRule(rawValue: "media-frames")
  /// The files of a list together are too small or too large.
  public static let mediaTotal = ValidationRule(rawValue: "media-total")
  /// The service trims, scales or resamples the file.
  public static let mediaReshaped = ValidationRule(rawValue: "media-reshaped")
  /// Several fields together have too many items.
  public static let combinedLimit = ValidationRule(rawValue: "combined-limit")
  /// The prompt refers to an item that is not there.
  public static let referenceOutOfRange = ValidationRule(rawValue: "reference-out-of-range")
  /// The prompt does not mention an item.
  public static let referenceUnused = ValidationRule(rawValue: "reference-unused")
  /// The data URI is better uploaded.
  public static let dataURILarge = ValidationRule(rawValue: "data-uri-large")
  /// The value was not checked, or only in part.
  public static let notChecked = ValidationRule(rawValue: "not-checked")
  /// The model is going to be withdrawn.
  public static let deprecatedModel = ValidationRule(rawValue: "deprecated-model")
}
