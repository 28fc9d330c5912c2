public import FalCore

/// A request as a server has received it.
public struct ProxyRequest: Sendable {
  /// The method, as it was sent.
  public var method: String
  /// The header fields, all of them: one that came twice must be there twice.
  public var fields: HTTPFields
  /// The body, without its framing; best in pieces, which are asked for as fast as fal takes them.
  public var body: HTTPRequestBody
  /// Who sent it, as far as the server knows; for whoever decides who may.
  public var remoteAddress: String?

  /// Creates a request.
  ///
  /// - Parameters:
  ///   - method: The method, as it was sent.
  ///   - fields: The header fields, all of them.
  ///   - body: The body, without its framing.
  ///   - remoteAddress: Who sent it.
  public init(
    method: String,
    fields: HTTPFields = HTTPFields(),
    body: HTTPRequestBody = .none,
    remoteAddress: String? = nil
  ) {
    self.method = method
    self.fields = fields
    self.body = body
    self.remoteAddress = remoteAddress
  }
}
