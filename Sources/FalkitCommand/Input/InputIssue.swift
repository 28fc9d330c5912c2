import FalCore
import FalRegistry

/// What is wrong with one input.
struct InputIssue: Sendable {
  /// The place in the input, as `elements[0].frontal_image_url`; empty for the whole.
  var field: String
  /// The stable name of the rule: `unknown-field`, `type`, `json`, `repeated`.
  var rule: String
  /// How bad it is.
  var severity = ValidationIssue.Severity.error
  /// The rule in words.
  var message: String

  var json: JSON {
    [
      "field": .string(field), "rule": .string(rule), "severity": .string(severity.rawValue),
      "message": .string(message),
    ]
  }

  /// The place and what is wrong there.
  var description: String { field.isEmpty ? message : "\(field): \(message)" }
}

extension InputIssue {
  init(_ issue: ValidationIssue) {
    self.init(field: issue.place, rule: issue.rule.rawValue, severity: issue.severity, message: issue.message)
  }
}
