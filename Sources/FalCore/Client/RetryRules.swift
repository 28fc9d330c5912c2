#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

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
    switch operation {
    case .run, .stream, .submit: return answer.status == 429
    case .status, .realtimeToken, .storage, .upload, .download, .platform:
      return answer.status == 500 || isPassing(answer)
    case .result, .cancel: return isPassing(answer)
    case .statusStream: return false
    }
  }

  /// Whether it is something in front of the service that failed, or something that passes.
  private static func isPassing(_ answer: FalResponse) -> Bool {
    switch answer.status {
    case 408, 409, 429, 502, 503, 504, 520...530: true
    // fal refuses in JSON, and what is in front of it with a page.
    case 403: answer.fields[HTTPField.contentType]?.lowercased().contains("html") ?? false
    default: false
    }
  }

  /// What a service says that certainly has not accepted what it was sent; after any other answer it may have.
  static let refusals: Set = [400, 401, 402, 403, 404, 405, 413, 422, 429]

  /// How long the server asks to wait: in seconds, or until a date.
  static func askedDelay(_ fields: HTTPFields, now: Date = Date()) -> Duration? {
    guard let text = fields[HTTPField.retryAfter] ?? fields["x-ratelimit-reset"] else { return nil }
    let seconds = Double(text) ?? Date(httpDate: text).map { max(0, $0.timeIntervalSince(now)) }
    return seconds.flatMap { $0 >= 0 && $0 < 86_400 ? .seconds($0) : nil }
  }
}
