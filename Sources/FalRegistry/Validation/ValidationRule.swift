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
  /// The list holds an item twice.
  case uniqueItems = "unique-items"
  /// The value should lead to a file, and is no address.
  case notAMediaReference = "not-a-media-reference"
  /// The file is of another kind or format.
  case mediaKind = "media-kind"
  /// The file has too few or too many bytes.
  case mediaSize = "media-size"
  /// The picture is too small or too large, or between two steps.
  case mediaDimensions = "media-dimensions"
  /// The picture is too narrow or too wide.
  case mediaAspect = "media-aspect"
  /// The clip or sound is too short or too long.
  case mediaDuration = "media-duration"
  /// The clip has too few or too many frames per second.
  case mediaFrameRate = "media-fps"
  /// The clip has too few or too many frames.
  case mediaFrames = "media-frames"
  /// The files of a list together are too small or too large.
  case mediaTotal = "media-total"
  /// The service trims, scales or resamples the file.
  case mediaReshaped = "media-reshaped"
  /// Several fields together have too many items.
  case combinedLimit = "combined-limit"
  /// The prompt refers to an item that is not there.
  case referenceOutOfRange = "reference-out-of-range"
  /// The prompt does not mention an item.
  case referenceUnused = "reference-unused"
  /// The data URI is better uploaded.
  case dataURILarge = "data-uri-large"
  /// The value was not checked, or only in part.
  case notChecked = "not-checked"
  /// The model is going to be withdrawn.
  case deprecatedModel = "deprecated-model"
}
