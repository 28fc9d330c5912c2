import FalCore

/// Why a request is not answered by fal, as the proxy answers it.
struct ProxyRefusal: Error, Sendable {
  /// The field that says whether fal may have the request: `not-sent`, or `unknown`.
  static let sentField = "x-fal-proxy-error"

  let status: Int
  /// In words that hold nothing secret.
  let detail: String
  /// Seconds until it may be worth trying again.
  var retryAfter: Int?
  /// Whether fal may have received the request all the same.
  var mayHaveBeenSent = false

  init(_ status: Int, _ detail: String) {
    self.status = status
    self.detail = detail
  }

  static func invalid(_ reason: String) -> ProxyRefusal { ProxyRefusal(400, "Invalid request: \(reason)") }

  static let unauthorized = ProxyRefusal(401, "Unauthorized")

  static let wrongMethod = ProxyRefusal(405, "Method not allowed")

  static func tooLarge(_ limit: Int) -> ProxyRefusal { ProxyRefusal(413, "the body is longer than \(limit) bytes") }

  static func tooMany(_ what: String, retryAfter: Int) -> ProxyRefusal {
    var refusal = ProxyRefusal(429, "too many requests \(what)")
    refusal.retryAfter = retryAfter
    return refusal
  }

  /// 502, or 504 when it took too long: after both, a client that has submitted something cannot know whether fal has
  /// it, and must not send it again unless the field says `not-sent`.
  static func failed(_ error: any Error) -> ProxyRefusal {
    let error = error as? TransportError
    let mayHaveBeenSent = error?.wasSent ?? true
    var refusal =
      switch error?.kind {
      case .timedOut: ProxyRefusal(504, "fal did not answer in time")
      case _ where !mayHaveBeenSent: ProxyRefusal(502, "fal could not be reached")
      default: ProxyRefusal(502, "the connection to fal broke")
      }
    refusal.mayHaveBeenSent = mayHaveBeenSent
    return refusal
  }

  /// An answer that is not passed on.
  static func unusable(_ reason: String) -> ProxyRefusal {
    var refusal = ProxyRefusal(502, reason)
    refusal.mayHaveBeenSent = true
    return refusal
  }

  var response: HTTPResponse {
    let json: JSON = ["detail": .string(detail)]
    let bytes = json.utf8()
    var fields: HTTPFields = [
      HTTPField.contentType: "application/json", HTTPField.contentLength: "\(bytes.count)",
      Self.sentField: mayHaveBeenSent ? "unknown" : "not-sent",
    ]
    if let retryAfter { fields[HTTPField.retryAfter] = "\(retryAfter)" }
    return HTTPResponse(status: status, fields: fields, body: HTTPResponseBody(bytes))
  }
}
