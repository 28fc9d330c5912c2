import FalCore
import FalRegistry

extension ValidationIssue {
  /// The entry about it in fal's answer, in the words of the library with which models there check their inputs;
  /// `nil` where they would not mind.
  var answer: JSON? {
    switch problem {
    case .missing:
      return entry("missing", "Field required")
    case .null(let expected, _), .wrongType(let expected):
      return expected.contains { $0.accepts(value) } ? nil : expected.first.flatMap(wrongType)
    case .notAllowed(let allowed, _):
      let expected = Self.list(allowed.map { $0.string.map { "'\($0)'" } ?? $0.text() })
      return entry("literal_error", "Input should be \(expected)", ["expected": .string(expected)])
    case .tooSmall(let bound, let isExclusive):
      return isExclusive
        ? entry("greater_than", "Input should be greater than \(bound)", ["gt": .number(bound)])
        : entry("greater_than_equal", "Input should be greater than or equal to \(bound)", ["ge": .number(bound)])
    case .tooLarge(let bound, let isExclusive):
      return isExclusive
        ? entry("less_than", "Input should be less than \(bound)", ["lt": .number(bound)])
        : entry("less_than_equal", "Input should be less than or equal to \(bound)", ["le": .number(bound)])
    case .notMultiple(let factor):
      return entry("multiple_of", "Input should be a multiple of \(factor)", ["multiple_of": .number(factor)])
    case .tooShort(let least):
      let message = "String should have at least \(Self.counted(least, "character"))"
      return entry("string_too_short", message, ["min_length": .number(JSONNumber(least))])
    case .tooLong(let most):
      let message = "String should have at most \(Self.counted(most, "character"))"
      return entry("string_too_long", message, ["max_length": .number(JSONNumber(most))])
    case .patternMismatch(let pattern):
      return entry("string_pattern_mismatch", "String should match pattern '\(pattern)'", ["pattern": .string(pattern)])
    case .tooFewItems(let least):
      return itemCount("too_short", "at least", least, "min_length")
    case .tooManyItems(let most):
      return itemCount("too_long", "at most", most, "max_length")
    case .notMediaReference:
      return entry("file_download_error", "There is nothing to download: this is neither a web address nor a data URI")
    case .unknownField, .empty, .tooManyTogether, .referenceOutOfRange, .referenceUnused, .repeated, .wrongMedia,
      .mediaLimit, .mediaStep, .mediaTotal, .mediaReshaped, .largeDataURI, .patternNotChecked, .notCheckedThroughout,
      .deprecatedModel:
      return nil
    }
  }

  private func wrongType(_ expected: ValueType) -> JSON {
    switch (expected, value) {
    case (.boolean, .string), (.boolean, .number):
      entry("bool_parsing", "Input should be a valid boolean, unable to interpret input")
    case (.boolean, _): entry("bool_type", "Input should be a valid boolean")
    case (.integer, .string):
      entry("int_parsing", "Input should be a valid integer, unable to parse string as an integer")
    case (.integer, .number):
      entry("int_from_float", "Input should be a valid integer, got a number with a fractional part")
    case (.integer, _): entry("int_type", "Input should be a valid integer")
    case (.number, .string):
      entry("float_parsing", "Input should be a valid number, unable to parse string as a number")
    case (.number, _): entry("float_type", "Input should be a valid number")
    case (.text, _): entry("string_type", "Input should be a valid string")
    case (.list, _): entry("list_type", "Input should be a valid list")
    case (.object, _): entry("dict_type", "Input should be a valid dictionary")
    }
  }

  private func itemCount(_ type: String, _ bound: String, _ limit: Int, _ name: String) -> JSON {
    let count = value.array?.count ?? 0
    let message = "List should have \(bound) \(Self.counted(limit, "item")) after validation, not \(count)"
    let context = JSONObject([
      ("field_type", "List"), (name, .number(JSONNumber(limit))), ("actual_length", .number(JSONNumber(count))),
    ])
    return entry(type, message, .object(context))
  }

  private func entry(_ type: String, _ message: String, _ context: JSON = .null) -> JSON {
    .issue(type, message, at: path, value, context)
  }

  private static func counted(_ count: Int, _ unit: String) -> String { "\(count) \(unit)\(count == 1 ? "" : "s")" }

  private static func list(_ names: [String]) -> String {
    guard let last = names.last, names.count > 1 else { return names.first ?? "" }
    return "\(names.dropLast().joined(separator: ", ")) or \(last)"
  }
}

extension JSON {
  /// An entry of an answer with status 422.
  static func issue(
    _ type: String,
    _ message: String,
    at path: JSONPath,
    _ value: JSON,
    _ context: JSON = .null
  ) -> JSON {
    let steps = path.map(\.json)
    var entry: JSON = [
      "loc": .array(["body"] + steps), "msg": .string(message), "type": .string(type), "input": value,
      "url": "https://docs.fal.ai/errors/#\(type)",
    ]
    if !context.isNull { entry["ctx"] = context }
    return entry
  }
}
