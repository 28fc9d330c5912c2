public import FalCore

/// One thing that is wrong with an input.
public struct ValidationIssue: Sendable, Hashable, CustomStringConvertible {
  /// A step on the way to a value.
  public enum Step: Sendable, Hashable {
    /// To the member of an object.
    case name(String)
    /// To the item of a list.
    case index(Int)
  }

  /// How bad it is.
  public enum Severity: String, Sendable, Hashable {
    /// The service refuses the input, or does not do what was meant.
    case error
    /// The input works, and is perhaps not what was meant.
    case warning
  }

  /// The way to the value; empty for the whole input.
  public let path: [Step]
  /// What is wrong.
  package let problem: ValidationProblem
  /// The value; `null` where there is none.
  public let value: JSON

  /// The rule that is broken.
  public var rule: ValidationRule { problem.rule }

  /// How bad it is.
  public var severity: Severity {
    switch rule {
    case .referenceUnused, .mediaReshaped, .dataURILarge, .notChecked, .deprecatedModel: .warning
    default: .error
    }
  }

  /// The place in words: `loras[0].scale`; empty for the whole input.
  public var place: String { path.place }

  /// The place and the message.
  public var description: String { path.isEmpty ? message : "\(place): \(message)" }
}

extension ValidationIssue.Step {
  /// The step as fal writes it.
  var json: JSON {
    switch self {
    case .name(let name): .string(name)
    case .index(let index): .number(JSONNumber(index))
    }
  }

  /// A step as fal writes it; `nil` for what is neither a name nor a position.
  init?(json: JSON) {
    if let name = json.string {
      self = .name(name)
    } else if let position = json.int {
      self = .index(position)
    } else {
      return nil
    }
  }
}

extension [ValidationIssue.Step] {
  /// The way in words: `loras[0].scale`.
  package var place: String {
    reduce("") { place, step in
      switch step {
      case .index(let position): "\(place)[\(position)]"
      case .name(let name): place.isEmpty ? name : "\(place).\(name)"
      }
    }
  }
}
