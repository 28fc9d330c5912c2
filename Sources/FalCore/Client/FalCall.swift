/// One call to fal: what to send, and what it is for.
package struct FalCall: Sendable {
  /// What shows the server who is asking.
  package enum Authorization: Sendable {
    /// The key, on hosts of the configuration.
    case key
    /// A value of its own, as the servers of files have them; never together with the key.
    case value(String)
    /// Nothing, for addresses that are signed.
    case none
  }

  let operation: FalOperation
  let method: String
  let url: String
  var fields = HTTPFields()
  var body = HTTPRequestBody.none
  var timeouts: HTTPTimeouts
  var authorization = Authorization.key
  var sent: (@Sendable (Int) -> Void)?
  /// Is told when the call is about to be made, and why it has failed before it is made again.
  var attempted: (@Sendable (FalError?) -> Void)?
  /// What errors are about.
  var endpoint: EndpointID?
  var requestID: String?
  /// Whether there is no other address to ask.
  var isLastAddress = true

  init(
    operation: FalOperation,
    method: String,
    url: String,
    fields: HTTPFields = HTTPFields(),
    body: HTTPRequestBody = .none,
    timeouts: HTTPTimeouts,
    endpoint: EndpointID? = nil,
    requestID: String? = nil
  ) {
    self.operation = operation
    self.method = method
    self.url = url
    self.fields = fields
    self.body = body
    self.timeouts = timeouts
    self.endpoint = endpoint
    self.requestID = requestID
  }

  /// A call that another module makes.
  ///
  /// - Parameters:
  ///   - operation: What it is for.
  ///   - method: The method, in capitals.
  ///   - url: The whole address.
  ///   - authorization: What shows the server who is asking.
  ///   - fields: The header fields.
  ///   - body: What is sent.
  ///   - timeouts: How long to wait.
  ///   - sent: Is told how many bytes of the body have been sent.
  package init(
    _ operation: FalOperation,
    _ method: String,
    _ url: String,
    authorization: Authorization,
    fields: HTTPFields,
    body: HTTPRequestBody,
    timeouts: HTTPTimeouts,
    sent: (@Sendable (Int) -> Void)? = nil
  ) {
    self.init(operation: operation, method: method, url: url, fields: fields, body: body, timeouts: timeouts)
    self.authorization = authorization
    self.sent = sent
  }
}
