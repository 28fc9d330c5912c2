package import FalCore
package import FalRegistry

/// What is wrong with one input.
package struct InputIssue: Sendable {
  /// The place in the input, as `elements[0].frontal_image_url`; empty for the whole.
  package var field: String
  /// The stable name of the rule: `unknown-field`, `type`, `json`, `repeated`.
  package var rule: String
  /// How bad it is.
  package var severity = ValidationIssue.Severity.error
  /// The rule in words.
  package var message: String
  /// Names of inputs that may have been meant, nearest first.
  package var nearest: [String] = []

  package init(field: String, rule: String, severity: ValidationIssue.Severity = .error, message: String) {
    self.field = field
    self.rule = rule
    self.severity = severity
    self.message = message
  }

  package init(_ issue: ValidationIssue) {
    self.init(field: issue.place, rule: issue.rule.rawValue, severity: issue.severity, message: issue.message)
  }

  /// The place and what is wrong there.
  package var description: String { field.isEmpty ? message : "\(field): \(message)" }

  /// As documents show it.
  package var json: JSON {
    [
      "field": .string(field), "rule": .string(rule), "severity": .string(severity.rawValue),
      "message": .string(message),
    ]
  }
}
