extension FalError {
  /// Reads the answer of a server that did not do what was asked.
  ///
  /// There are half a dozen shapes of bodies (a list or a text under `detail`, `message`, `error`, `status`, HTML); all are
  /// read, and none is relied upon.
  init(answer: FalResponse) {
    let body = answer.json ?? .null
    let type = body["error_type"].string ?? answer.fields[FalField.errorType] ?? body["type"].string
    let issues = body["detail"].array == nil ? [] : FieldIssue.issues(in: body["detail"])
    let issueType = issues.first { !$0.type.isEmpty }?.type
    self.init(
      Self.kind(status: answer.status, type: type ?? issueType, issues: issues, body: body),
      String(Self.message(body, issues, answer).prefix(Self.longestMessage))
    )
    status = answer.status
    // The time that the user allowed for the start is over.
    if answer.fields[FalField.timeoutType]?.lowercased() == "user" { kind = .timedOut }
    // The Platform API's words say no more than the status, and decide nothing.
    self.type = type ?? issueType ?? body["error"]["type"].string
    self.issues = answer.status == 422 && issues.isEmpty ? FieldIssue.issues(in: body["detail"]) : issues
    requestID = answer.fields[FalField.requestID]
    retryAfter = RetryRules.askedDelay(answer.fields)
    isRetryable =
      Self.advice(answer.fields) ?? (kind == .notCompleted || Self.isRetryable(status: answer.status, type: type))
    self.body = answer.json
  }

  /// There was no answer.
  package init(_ error: TransportError) {
    let kind: Kind =
      switch error.kind {
      case .invalidRequest, .unavailable: .invalidConfiguration
      case .timedOut: .timedOut
      case .invalidResponse, .redirectLoop, .tooLarge: .invalidResponse
      default: .connection
      }
    self.init(kind, error.message)
    isRetryable = [.timedOut, .connectionLost, .cannotConnect].contains(error.kind)
  }

  /// A request of whose end without an output a webhook tells: the body that its result would have, and fal's own sentence.
  package init(payload: JSON, reason: String?, _ requestID: String, _ endpoint: EndpointID?) {
    // The sentence ends with the status where there was one: "Invalid status code: 422".
    let last = reason.flatMap { Int($0.split(separator: " ").last ?? "") }
    let named = last.flatMap { (400...599).contains($0) ? $0 : nil }
    let status = named ?? (payload["detail"].array == nil ? 500 : 422)
    self.init(answer: FalResponse(status: status, fields: [:], bytes: payload.isNull ? [] : payload.utf8()))
    if payload.isNull, let reason { message = String(reason.prefix(Self.longestMessage)) }
    self.status = named
    self.requestID = requestID
    self.endpoint = endpoint
  }

  /// A request that ended without a result, although asking for its status worked.
  init(failedStatus status: QueueStatus) {
    let type = status.errorType
    let isCancelled = type == "client_cancelled" || status.phase == .cancelled
    self.init(
      isCancelled
        ? .cancelled
        : type == Self.contentPolicyType ? .contentPolicy : Self.isTimeout(type) ? .timedOut : .modelFailed,
      status.error ?? "the request failed"
    )
    self.type = type
    isRetryable = Self.isRetryable(status: 0, type: type)
    body = status.json
  }

  /// Servers have sent whole traces as messages; the body keeps them.
  static let longestMessage = 4_000

  private static func kind(status: Int, type: String?, issues: [FieldIssue], body: JSON) -> Kind {
    switch status {
    case 401: return .unauthorized
    case 402, 403: return .forbidden
    case 404: return .notFound
    case 429: return .rateLimited
    case 499: return .cancelled
    case 400 where body["detail"].string == "Request is still in progress": return .notCompleted
    case 400, 413, 422:
      if type == contentPolicyType { return .contentPolicy }
      return modelFailures.contains(type ?? "") ? .modelFailed : .invalidInput
    case 408: return .timedOut
    case 500...:
      if isTimeout(type) { return .timedOut }
      if type == contentPolicyType { return .contentPolicy }
      return type == nil && issues.isEmpty ? .server : .modelFailed
    default: return .invalidResponse
    }
  }

  private static func isTimeout(_ type: String?) -> Bool {
    ["request_timeout", "startup_timeout", "generation_timeout"].contains(type)
  }

  private static let contentPolicyType = "content_policy_violation"

  /// What a model can fail with although the input's form is right.
  private static let modelFailures: Set<String> = [
    "no_media_generated", "downstream_service_error", "downstream_service_unavailable",
    "internal_server_error", "generation_timeout", "face_detection_error",
  ]

  private static func message(_ body: JSON, _ issues: [FieldIssue], _ answer: FalResponse) -> String {
    if !issues.isEmpty { return issues.map(\.description).joined(separator: "; ") }
    let texts = [body["detail"], body["message"], body["error"]["message"], body["error"]].lazy.compactMap(\.string)
    if let text = texts.first(where: { !$0.isEmpty }) { return text }
    if let object = body["detail"].object { return JSON.object(object).text() }
    switch body["status"].string {
    case "NOT_FOUND"?: return "there is no such request"
    case "ALREADY_COMPLETED"?: return "the request has ended already"
    default: break
    }
    let text = answer.isHTML ? "" : answer.text.prefix(200)
    return text.isEmpty ? "the server answered with HTTP status \(answer.status)" : String(text)
  }

  /// What the server says about trying again, under either of its names for it.
  private static func advice(_ fields: HTTPFields) -> Bool? {
    switch (fields[FalField.retryable] ?? fields[FalField.needsRetry])?.lowercased() {
    case "1", "true"?, "yes"?: true
    case "0", "false"?, "no"?: false
    default: nil
    }
  }

  private static func isRetryable(status: Int, type: String?) -> Bool {
    if let type { return retryableTypes.contains(type) || type.hasPrefix("runner_") }
    return [408, 429, 500, 502, 503, 504].contains(status)
  }

  private static let retryableTypes: Set<String> = [
    "request_timeout", "startup_timeout", "internal_error", "concurrent_requests_limit", "internal_server_error",
    "generation_timeout", "downstream_service_error", "downstream_service_unavailable",
  ]
}
