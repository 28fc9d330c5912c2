import FalCore
import FalRegistry

/// What is wrong with an input, as fal's servers say it.
enum PydanticIssue {
  /// The entries of an answer's `detail`; empty when the model accepts the input.
  ///
  /// What falkit checks beyond the model's own schema is nothing that a server complains about.
  static func issues(in input: JSON, _ schema: ModelSchema) -> [JSON] {
    InputValidator(schema.input).issues(in: input).compactMap { issue in
      details(of: issue.problem).map { entry(at: issue.path, value: issue.value, $0) }
    }
  }

  /// An entry about one field.
  static func entry(at path: [ValidationIssue.Step], value: JSON, _ details: Details) -> JSON {
    let place = path.map { step -> JSON in
      switch step {
      case .name(let name): .string(name)
      case .index(let position): .number(JSONNumber(position))
      }
    }
    var entry: JSON = [
      "loc": .array(["body"] + place), "msg": .string(details.message), "type": .string(details.type),
      "url": .string("https://docs.fal.ai/errors/#\(details.type)"), "input": value,
    ]
    if let (name, bound) = details.context { entry["ctx"] = [name: bound] }
    return entry
  }

  struct Details {
    let type: String
    let message: String
    var context: (name: String, value: JSON)?
  }

  private static func details(of problem: ValidationProblem) -> Details? {
    switch problem {
    case .unknownField, .empty, .tooManyTogether, .referenceOutOfRange, .referenceUnused: nil
    case .missing: Details(type: "missing", message: "Field required")
    case .null(let expected, _), .wrongType(let expected): wrongType(expected)
    case .notAllowed(let allowed): notAllowed(allowed)
    case .tooSmall(let bound, true):
      Details(type: "greater_than", message: "Input should be greater than \(bound)", context: ("gt", .number(bound)))
    case .tooSmall(let bound, false):
      Details(
        type: "greater_than_equal",
        message: "Input should be greater than or equal to \(bound)",
        context: ("ge", .number(bound))
      )
    case .tooLarge(let bound, true):
      Details(type: "less_than", message: "Input should be less than \(bound)", context: ("lt", .number(bound)))
    case .tooLarge(let bound, false):
      Details(
        type: "less_than_equal",
        message: "Input should be less than or equal to \(bound)",
        context: ("le", .number(bound))
      )
    case .notMultiple(let step):
      Details(
        type: "multiple_of",
        message: "Input should be a multiple of \(step)",
        context: ("multiple_of", .number(step))
      )
    case .tooShort(let least): length("string_too_short", "at least \(least) characters", "min_length", least)
    case .tooLong(let most): length("string_too_long", "at most \(most) characters", "max_length", most)
    case .tooFewItems(let least): length("sequence_too_short", "at least \(least) items", "min_length", least)
    case .tooManyItems(let most): length("sequence_too_long", "at most \(most) items", "max_length", most)
    case .patternMismatch(let pattern):
      Details(
        type: "string_pattern_mismatch",
        message: "String should match pattern '\(pattern)'",
        context: ("pattern", .string(pattern))
      )
    case .notMediaReference:
      Details(type: "file_download_error", message: "The file cannot be downloaded: this is no web address")
    }
  }

  private static func wrongType(_ expected: [ValueType]) -> Details {
    switch expected.first {
    case .boolean?: Details(type: "bool_type", message: "Input should be a valid boolean")
    case .integer?: Details(type: "int_type", message: "Input should be a valid integer")
    case .number?: Details(type: "float_type", message: "Input should be a valid number")
    case .list?: Details(type: "list_type", message: "Input should be a valid list")
    case .object?: Details(type: "dict_type", message: "Input should be a valid dictionary")
    case .text?, nil: Details(type: "string_type", message: "Input should be a valid string")
    }
  }

  private static func notAllowed(_ allowed: [JSON]) -> Details {
    let values = allowed.map { value in value.string.map { "'\($0)'" } ?? value.text() }
    let words =
      values.count > 1 ? values.dropLast().joined(separator: ", ") + " or \(values.last ?? "")" : values.first ?? ""
    return Details(
      type: "literal_error",
      message: "Input should be \(words)",
      context: ("expected", .string(words))
    )
  }

  private static func length(_ type: String, _ words: String, _ name: String, _ bound: Int) -> Details {
    Details(type: type, message: "Input should have \(words)", context: (name, .number(JSONNumber(bound))))
  }
}
