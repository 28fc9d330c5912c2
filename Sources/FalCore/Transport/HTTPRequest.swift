/// A request to a server.
public struct HTTPRequest: Sendable {
  /// The method, in capitals.
  public var method: String
  /// The whole address, http or https.
  public var url: String
  /// The header fields.
  public var fields: HTTPFields
  /// What is sent.
  public var body: HTTPRequestBody
  /// How long to wait.
  public var timeouts: HTTPTimeouts
  /// Is told how many bytes of the body have been sent, from any thread; must return at once.
  public var sent: (@Sendable (Int) -> Void)?

  /// Creates a request.
  public init(
    _ method: String,
    _ url: String,
    fields: HTTPFields = HTTPFields(),
    body: HTTPRequestBody = .none,
    timeouts: HTTPTimeouts = HTTPTimeouts()
  ) {
    self.method = method
    self.url = url
    self.fields = fields
    self.body = body
    self.timeouts = timeouts
  }
}
