/// What fal publishes for everybody, without a key.
enum PublishedJSON {
  private static let largestAnswer = 1 << 20

  /// Fetches a document.
  ///
  /// - Throws: `WebhookError` of kind `unavailable`, `CancellationError`.
  static func fetch(_ what: String, _ url: String, _ transport: any HTTPTransport) async throws -> JSON {
    guard HTTPAddress(url)?.isProtected == true else {
      throw WebhookError(.unavailable, "the address of \(what) must begin with https")
    }
    let request = HTTPRequest(
      "GET",
      url,
      fields: [HTTPField.accept: "application/json", HTTPField.userAgent: FalVersion.userAgent],
      timeouts: HTTPTimeouts(connect: .seconds(10), total: .seconds(20))
    )
    do {
      let response = try await transport.send(request)
      guard response.status == 200 else {
        throw WebhookError(.unavailable, "\(what) could not be fetched: HTTP status \(response.status)")
      }
      return try JSON(parsing: try await response.body.collect(limit: largestAnswer))
    } catch let error as TransportError {
      throw WebhookError(.unavailable, "\(what) could not be fetched: \(error.message)")
    } catch let error as JSONParseError {
      throw WebhookError(.unavailable, "what was fetched as \(what) is not JSON: \(error)")
    }
  }
}
