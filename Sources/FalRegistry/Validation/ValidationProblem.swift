package import FalCore
package import FalMedia

/// What is wrong with a value, with what a program needs to know about it.
package enum ValidationProblem: Sendable, Hashable {
  /// There is no such field; some have names like it.
  case unknownField(nearest: [String], known: [String])
  /// It must be given and is not there.
  case missing
  /// It is `null`, which is not allowed.
  case null(expected: [ValueType], isRequired: Bool)
  /// It must be given, and is blank or holds nothing.
  case empty
  /// It is of another type.
  case wrongType(expected: [ValueType])
  /// It is none of the allowed values.
  /// `members` are those of the object that it may be instead.
  case notAllowed(allowed: [JSON], members: [String] = [])
  /// It is below the least number, or not above the bound when that itself is excluded.
  case tooSmall(bound: JSONNumber, isExclusive: Bool)
  /// It is above the greatest number, or not below the bound when that itself is excluded.
  case tooLarge(bound: JSONNumber, isExclusive: Bool)
  /// It is not a multiple of a number.
  case notMultiple(of: JSONNumber)
  /// It has fewer characters than it must have.
  case tooShort(least: Int)
  /// It has more characters than it may have.
  case tooLong(most: Int)
  /// It does not fit a regular expression.
  case patternMismatch(String)
  /// It is not compared with a regular expression, which falkit does not understand or which would take too long.
  case patternNotChecked(String)
  /// It is nested too deep, or fits too many descriptions in part, to be checked to the end.
  case notCheckedThroughout
  /// It has fewer items than it must have.
  case tooFewItems(least: Int)
  /// It has more items than it may have.
  case tooManyItems(most: Int)
  /// It should lead to a file of this kind and is neither a web address nor a data URI.
  case notMediaReference(MediaKind)
  /// An item of the list is the same as an earlier one, which must not be.
  case repeated(first: Int)
  /// The file has a format that is not taken here, or is another kind of file.
  case wrongMedia(MediaContainer, expected: MediaKind, formats: [String])
  /// The file is outside of a limit.
  case mediaLimit(MediaBound)
  /// A side of the file's picture is no multiple of a number of pixels.
  case mediaStep(width: Int, height: Int, of: Int)
  /// The files of the list together are outside of a limit.
  case mediaTotal(MediaBound)
  /// The service takes the file, and brings it into its own limits.
  case mediaReshaped(MediaBound)
  /// The data URI is so long, in bytes, that an upload would be better.
  case largeDataURI(Int)
  /// The model is going to be withdrawn, or no longer in the service's catalogue.
  case deprecatedModel(EndpointStatus)
  /// These fields together have more items than they may have.
  case tooManyTogether(fields: [String], count: Int, most: Int)
  /// The prompt refers to an item of a field that has fewer.
  case referenceOutOfRange(reference: String, field: String, count: Int)
  /// The prompt does not mention an item.
  case referenceUnused(reference: String)

  /// The rule that is broken.
  package var rule: ValidationRule {
    switch self {
    case .unknownField: .unknownField
    case .missing: .required
    case .null(_, let isRequired): isRequired ? .required : .type
    case .empty: .empty
    case .wrongType: .type
    case .notAllowed: .enumeration
    case .tooSmall, .tooLarge: .range
    case .notMultiple: .multipleOf
    case .tooShort, .tooLong: .length
    case .patternMismatch: .pattern
    case .patternNotChecked, .notCheckedThroughout: .notChecked
    case .tooFewItems: .minItems
    case .tooManyItems: .maxItems
    case .notMediaReference: .notAMediaReference
    case .repeated: .uniqueItems
    case .wrongMedia: .mediaKind
    case .mediaLimit(let bound): bound.measure.rule
    case .mediaStep: .mediaDimensions
    case .mediaTotal: .mediaTotal
    case .mediaReshaped: .mediaReshaped
    case .largeDataURI: .dataURILarge
    case .deprecatedModel: .deprecatedModel
    case .tooManyTogether: .combinedLimit
    case .referenceOutOfRange: .referenceOutOfRange
    case .referenceUnused: .referenceUnused
    }
  }
}

extension MediaMeasure {
  fileprivate var rule: ValidationRule {
    switch self {
    case .fileSize: .mediaSize
    case .width, .height, .pixels: .mediaDimensions
    case .aspectRatio: .mediaAspect
    case .duration: .mediaDuration
    case .frameRate: .mediaFrameRate
    case .frameCount: .mediaFrames
    }
  }
}
