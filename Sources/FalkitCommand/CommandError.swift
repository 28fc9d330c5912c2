import FalCore

/// An error as the user sees it: what was wrong, where, and what to do next.
struct CommandError: Error {
  var code: ExitCode
  var message: String
  /// The endpoint it is about.
  var endpointID: String?
  /// The request it is about.
  var requestID: String?
  /// What is wrong with the input, where it is an input that is wrong.
  var issues: [InputIssue] = []
  /// Whether the same may succeed later.
  var isRetryable = false
  /// Whether only the exit code tells of it.
  var isSilent = false
  /// Names that may have been meant, nearest first.
  var suggestions: [String] = []
  /// Something to try, usually a command.
  var hint: String?

  init(_ code: ExitCode, _ message: String, endpointID: String? = nil, suggestions: [String] = [], hint: String? = nil)
  {
    self.code = code
    self.message = message
    self.endpointID = endpointID
    self.suggestions = suggestions
    self.hint = hint
  }

  /// An input that is wrong.
  static func invalid(_ issue: InputIssue, endpointID: String? = nil, suggestions: [String] = [], hint: String? = nil)
    -> CommandError
  {
    var error = CommandError(
      .invalid,
      "\(issue.field): \(issue.message)",
      endpointID: endpointID,
      suggestions: suggestions,
      hint: hint
    )
    error.issues = [issue]
    return error
  }

  static func usage(_ message: String, suggestions: [String] = [], hint: String? = nil) -> CommandError {
    CommandError(.usage, message, suggestions: suggestions, hint: hint)
  }

  var json: JSON {
    [
      "error": [
        "code": .string(code.name),
        "exit_code": .number(JSONNumber(code.rawValue)),
        "message": .string(message),
        "retryable": .bool(isRetryable),
        "endpoint_id": endpointID.map(JSON.string) ?? .null,
        "request_id": requestID.map(JSON.string) ?? .null,
        "issues": .array(issues.map(\.json)),
        "suggestions": .array(suggestions.map(JSON.string)),
        "hint": hint.map(JSON.string) ?? .null,
      ]
    ]
  }
}
