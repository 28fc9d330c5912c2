/// When a call is made again: the table in `RetryPolicy`.
enum RetryRules {
  static func isWorthwhile(after error: TransportError, _ operation: FalOperation) -> Bool {
    guard [.cannotConnect, .timedOut, .connectionLost, .invalidResponse].contains(error.kind) else { return false }
    if operation == .statusStream { return false }
    return operation.isIdempotent || !error.wasSent
  }

  static func isWorthwhile(after answer: FalResponse, _ operation: FalOperation) -> Bool {
    if answer.fields[FalField.timeoutType]?.lowercased() == "user" { return false }
    if let advice = answer.fields[FalField.retryable]?.lowercased(), advice == "false" || advice == "0" { return false }
    return switch operation {
    case .run, .stream, .submit: answer.status == 429
    case .status, .storage, .upload, .download, .platform: [408, 429, 500, 502, 503, 504].contains(answer.status)
    case .result, .cancel: [408, 429, 502, 503, 504].contains(answer.status)
    case .statusStream: false
    }
  }

  /// How long the server asks to wait.
  static func askedDelay(_ fields: HTTPFields) -> Duration? {
    let text = fields[HTTPField.retryAfter] ?? fields["x-ratelimit-reset"]
    return text.flatMap { Double($0) }.flatMap { $0 >= 0 && $0 < 86_400 ? .seconds($0) : nil }
  }
}
