import FalCore

/// What an answer about a request means for its record.
enum Verdict: Sendable {
  /// It has not ended.
  case pending(QueueStatus)
  /// It has ended with a result.
  case completed(QueueStatus, FalResult<JSON>)
  /// It has ended without one.
  case ended(RequestState, QueueStatus, FalError)
  /// fal does not know it.
  case expired(FalError)

  /// What a failure to fetch the result says of a request that has ended; `nil` when it says nothing about the request.
  init?(_ error: FalError, after status: QueueStatus) {
    guard let answered = error.status, error.isEmptyAnswer || !Self.concernsAsking(error, answered) else { return nil }
    let hasFailed = status.error != nil || status.phase != .completed
    if answered == 404, !hasFailed, error.issues.isEmpty {
      self = .expired(error)
      return
    }
    // After a status of success this may be something in front of fal, which has no names for what went wrong, and no id
    // of the request. A 500 is not passed on by it but comes from behind.
    let isNameless = error.type == nil && error.issues.isEmpty && !error.namesRequest && error.kind != .timedOut
    if answered > 500, !hasFailed, isNameless { return nil }
    let isCancelled = error.kind == .cancelled || status.phase == .cancelled
    self = .ended(isCancelled ? .cancelled : .failed, status, error)
  }

  /// Whether an answer is about who asks, how often or when, and not about the request.
  private static func concernsAsking(_ error: FalError, _ status: Int) -> Bool {
    switch status {
    case ..<300, 401, 402, 403, 405, 407, 408, 429: true
    case 400: error.message.lowercased().contains("still in progress")
    default: false
    }
  }
}
