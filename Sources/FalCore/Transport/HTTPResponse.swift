/// A server's answer.
public struct HTTPResponse: Sendable {
  /// The status code.
  public let status: Int
  /// The header fields.
  public let fields: HTTPFields
  /// The body, which arrives while it is read.
  public let body: HTTPResponseBody

  /// Creates an answer.
  public init(status: Int, fields: HTTPFields = HTTPFields(), body: HTTPResponseBody) {
    self.status = status
    self.fields = fields
    self.body = body
  }

  /// Whether the server did what was asked.
  package var isSuccess: Bool { (200..<300).contains(status) }
}
