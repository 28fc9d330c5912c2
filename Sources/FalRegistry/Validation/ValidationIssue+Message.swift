import FalCore
import FalMedia

extension ValidationIssue {
  /// What is wrong and what is allowed, in a sentence without its full stop and without the place.
  public var message: String {
    switch problem {
    case .unknownField(let nearest, let known): return Self.unknown(nearest, known)
    case .missing: return "must be given"
    case .null(let expected, _): return "is null, expected \(Self.either(expected.map(\.words)))"
    case .empty: return "is empty, and must be given"
    case .wrongType(let expected): return "is \(shown), expected \(Self.either(expected.map(\.words)))"
    case .notAllowed(let allowed, let members):
      let other = members.isEmpty ? "" : ", or an object {\(members.joined(separator: ", "))}"
      return notAllowed(allowed) + other
    case .tooSmall(let bound, let isExclusive):
      return "is \(shown), must be \(isExclusive ? "above" : "at least") \(Self.text(bound))"
    case .tooLarge(let bound, let isExclusive):
      return "is \(shown), must be \(isExclusive ? "below" : "at most") \(Self.text(bound))"
    case .notMultiple(let factor): return "is \(shown), must be a multiple of \(Self.text(factor))"
    case .tooShort(let least): return "has \(Self.counted(length, "character")), needs at least \(least)"
    case .tooLong(let most): return "has \(Self.counted(length, "character")), may have at most \(most)"
    case .patternMismatch(let pattern): return "is \(shown), must fit \(pattern)"
    case .patternNotChecked(let pattern): return "was not checked: it must fit \(pattern), which falkit cannot tell"
    case .notCheckedThroughout: return "was not checked to the end: it is too deep or too complex; the service will"
    case .tooFewItems(let least): return "has \(Self.counted(itemCount, "item")), needs at least \(least)"
    case .tooManyItems(let most): return "has \(Self.counted(itemCount, "item")), may have at most \(most)"
    case .notMediaReference(let kind):
      return "is \(shown), expected the http(s) address or data URI of \(kind.words)"
    case .repeated(let first): return "is the same as item \(first), no item may occur twice"
    case .wrongMedia(let container, let kind, let formats):
      let expected = formats.isEmpty ? kind.words : Self.either(formats)
      return "is \(container.words), expected \(expected); convert the file or name another one"
    case .mediaLimit(let bound): return "\(bound.measure.words) is \(bound.found), must be \(bound.allowed)"
    case .mediaStep(let width, let height, let step):
      return "is \(width) x \(height) px, both must be multiples of \(step)"
    case .mediaTotal(let bound):
      return "the files have a total \(bound.measure.words) of \(bound.found), must be \(bound.allowed)"
    case .mediaReshaped(let bound):
      return "\(bound.measure.words) is \(bound.found), and fal will change it to be \(bound.allowed)"
    case .largeDataURI(let count):
      return "is a data URI of \(count / 1_048_576) MB; upload the file and give its address instead"
    case .deprecatedModel(.retired): return "the model is no longer in fal's catalogue; look for another one"
    case .deprecatedModel: return "the model is deprecated and will be withdrawn; look for another one"
    case .tooManyTogether(let fields, let count, let most):
      return "\(fields.joined(separator: " and ")) have \(count) items together, may have at most \(most)"
    case .referenceOutOfRange(let reference, let field, let count):
      return "mentions \(reference), but \(field) has \(Self.counted(count, "item"))"
    case .referenceUnused(let reference): return "is not mentioned in the prompt; write \(reference) where it is meant"
    }
  }

  private static func unknown(_ nearest: [String], _ known: [String]) -> String {
    if !nearest.isEmpty { return "there is no such field; did you mean \(either(nearest))?" }
    if known.isEmpty { return "there is no such field; there are none here" }
    let most = 20
    return "there is no such field; there are \(known.prefix(most).joined(separator: ", "))"
      + (known.count > most ? " and \(known.count - most) more" : "")
  }

  private func notAllowed(_ allowed: [JSON]) -> String {
    let names = allowed.map { $0.string ?? $0.text() }
    let nearest = value.string.map { NearestNames.of($0, among: names, count: 1) } ?? []
    let hint = nearest.first.map { "; did you mean \($0)?" } ?? ""
    // With quotes where the difference is only that the one is text and the other is not.
    let isSameText = names.contains(value.string ?? value.text())
    let list = (isSameText ? allowed.map { $0.text() } : names).joined(separator: ", ")
    return allowed.count == 1 ? "is \(shown), must be \(list)" : "is \(shown), must be one of: \(list)\(hint)"
  }

  private var length: Int { value.string?.unicodeScalars.count ?? 0 }

  private var itemCount: Int { value.array?.count ?? 0 }

  /// The value as far as it can be shown in a message.
  private var shown: String {
    switch value {
    case .null: "null"
    case .bool, .number: value.text()
    case .string(let text):
      text.unicodeScalars.count <= 60 ? value.text() : JSON.string("\(text.prefix(57))...").text()
    case .array(let items): items.isEmpty ? "an empty list" : "a list"
    case .object: "an object"
    }
  }

  private static func text(_ number: JSONNumber) -> String { number.int.map(String.init) ?? number.description }

  private static func counted(_ count: Int, _ unit: String) -> String { "\(count) \(unit)\(count == 1 ? "" : "s")" }

  private static func either(_ names: [String]) -> String {
    guard let last = names.last, names.count > 1 else { return names.first ?? "something else" }
    return "\(names.dropLast().joined(separator: ", ")) or \(last)"
  }
}

extension MediaMeasure {
  fileprivate var words: String {
    switch self {
    case .fileSize: "file size"
    case .width: "width"
    case .height: "height"
    case .pixels: "size"
    case .aspectRatio: "width/height"
    case .duration: "duration"
    case .frameRate: "frame rate"
    case .frameCount: "length"
    }
  }
}

extension MediaContainer {
  /// The format with the kind of file it mostly is.
  fileprivate var words: String {
    switch kind {
    case .image: "a picture (\(description))"
    case .video: "a video (\(description))"
    case .audio: "a sound (\(description))"
    case .model3D: "a 3D model (\(description))"
    case .other where self == .text: "text"
    // A file of an unknown format is held against nobody, but for one without content.
    case .other where self == .unknown: "empty"
    default: "a \(description) file"
    }
  }
}

extension MediaKind {
  fileprivate var words: String {
    switch self {
    case .image: "a picture"
    case .video: "a video"
    case .audio: "a sound"
    case .model3D: "a 3D model"
    case .file: "a file"
    }
  }
}
