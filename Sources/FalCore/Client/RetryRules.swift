/// When a call is made again.
///
/// | call                    | after                                                                     |
/// |-------------------------|---------------------------------------------------------------------------|
/// | submit, run, stream     | no connection, so that nothing can have arrived; 429                      |
/// | status, files, platform | any failure of the connection; 408, 429, 500, 502, 503, 504               |
/// | result, cancel          | any failure of the connection; 408, 429, 502, 503, 504                    |
/// | status stream           | never: polling takes its place                                            |
///
/// Never again, whatever the call: after `X-Fal-Request-Timeout-Type: user` (the time allowed for starting is over), after
/// a certificate that is not trusted, and when the server says that it is of no use (`X-Fal-Retryable: false`).
/// `Retry-After` and `x-ratelimit-reset`, in seconds, are waited for up to the policy's longest delay.
enum RetryRules {
  static func isWorthwhile(after error: TransportError, _ operation: FalOperation) -> Bool {
    switch error.kind {
    case .invalidRequest, .unavailable, .insecure, .tooLarge: return false
    case .cannotConnect, .timedOut, .connectionLost, .invalidResponse: break
    }
    if operation == .statusStream { return false }
    return operation.isIdempotent || !error.wasSent
  }

  static func isWorthwhile(after answer: FalAnswer, _ operation: FalOperation) -> Bool {
    if answer.fields["X-Fal-Request-Timeout-Type"]?.lowercased() == "user" { return false }
    if let advice = answer.fields["X-Fal-Retryable"]?.lowercased(), advice == "false" || advice == "0" { return false }
    return switch operation {
    case .run, .stream, .submit: answer.status == 429
    case .status, .storage, .upload, .download, .platform: [408, 429, 500, 502, 503, 504].contains(answer.status)
    case .result, .cancel: [408, 429, 502, 503, 504].contains(answer.status)
    case .statusStream: false
    }
  }

  /// How long the server asks to wait.
  static func askedDelay(_ fields: HTTPFields) -> Duration? {
    let text = fields["Retry-After"] ?? fields["x-ratelimit-reset"]
    return text.flatMap { Double($0) }.flatMap { $0 >= 0 && $0 < 86_400 ? .seconds($0) : nil }
  }
}
