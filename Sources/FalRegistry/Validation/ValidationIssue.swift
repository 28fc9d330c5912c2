public import FalCore

/// One thing that is wrong with an input.
public struct ValidationIssue: Sendable, Hashable, CustomStringConvertible {
  /// How bad it is.
  public enum Severity: String, Sendable, Hashable {
    /// The service refuses the input, or does not do what was meant.
    case error
    /// The input works, and is perhaps not what was meant.
    case warning
  }

  /// The way to the value; empty for the whole input.
  public let path: JSONPath
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
