import FalCore

/// What is wrong with one input.
struct InputIssue {
  /// The input's name.
  var field: String
  /// The stable name of the rule: `unknown-field`, `type`, `json`, `repeated`.
  var rule: String
  /// The rule in words.
  var message: String

  var json: JSON {
    ["field": .string(field), "rule": .string(rule), "severity": "error", "message": .string(message)]
  }
}
