#if canImport(FoundationEssentials)
  public import FoundationEssentials
#else
  public import Foundation
#endif

/// A webhook that is fal's.
public struct WebhookDelivery: Sendable, Hashable {
  /// fal's id of the request, as in ``RequestHandle/requestID``.
  public let requestID: String
  /// Whose request it is: fal's id of the account.
  public let userID: String
  /// When it was signed; each attempt to deliver it is signed anew.
  public let sent: Date
  /// The body, byte for byte.
  public let body: [UInt8]

  /// What it says.
  ///
  /// - Throws: `WebhookError` of kind `unreadable`.
  public func event() throws(WebhookError) -> WebhookEvent<JSON> { try event(endpoint: nil) }

  /// What it says of a request of an endpoint.
  ///
  /// - Throws: `WebhookError` of kind `unreadable`, also when the output is not what the endpoint's schema promises.
  public func event<Endpoint: FalEndpoint>(
    of endpoint: Endpoint.Type
  ) throws(WebhookError) -> WebhookEvent<Endpoint.Output> {
    try event(endpoint: Endpoint.id)
  }

  private func event<Output: FalOutput>(endpoint: EndpointID?) throws(WebhookError) -> WebhookEvent<Output> {
    let event = try WebhookEvent<Output>(parsing: body, endpoint: endpoint)
    // What was signed is the field, and the body; that both name the same request is for us to see.
    guard event.requestID == requestID || event.gatewayRequestID == requestID else {
      throw WebhookError(.unreadable, "its body is about another request than its header fields")
    }
    return event
  }
}
