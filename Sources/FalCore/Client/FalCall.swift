/// One call to fal: what to send, and what it is for.
struct FalCall: Sendable {
  let operation: FalOperation
  let method: String
  let url: String
  var fields = HTTPFields()
  var body = HTTPRequestBody.none
  var timeouts: HTTPTimeouts
  /// What errors are about.
  var endpoint: EndpointID?
  var requestID: String?
}
