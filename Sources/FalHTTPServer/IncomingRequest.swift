package import FalCore

/// One request; its body is read by the handler.
package struct IncomingRequest {
  /// The number of the connection on which it came; the first connection that the server accepted has number 1.
  package let connection: Int
  /// The numeric address of who sent it.
  package let remoteAddress: String
  private let head: HTTPRequestHead
  private let body: HTTPBodyReader

  init(connection: Int, remoteAddress: String, head: HTTPRequestHead, body: HTTPBodyReader) {
    self.connection = connection
    self.remoteAddress = remoteAddress
    self.head = head
    self.body = body
  }

  /// The same request, as if it had come for another target: a path, and what follows the question mark.
  ///
  /// - Throws: `HTTPRequestError` with status 400 when there can be no such target.
  package func retargeted(to target: String) throws(HTTPRequestError) -> IncomingRequest {
    IncomingRequest(
      connection: connection,
      remoteAddress: remoteAddress,
      head: try head.retargeted(to: target),
      body: body
    )
  }

  /// Whether the client asks for a WebSocket.
  package var isForWebSocket: Bool {
    headers.items(of: "Upgrade").contains("websocket") && headers.items(of: HTTPField.connection).contains("upgrade")
  }

  /// The method, as in `GET`.
  package var method: String { head.method }

  /// The target as it was sent.
  package var target: String { head.target.text }

  /// The path, percent-decoded.
  package var path: String { head.target.path }

  /// The parameters after the question mark, percent-decoded.
  package var query: [(name: String, value: String)] { head.target.query }

  /// How many bytes the body has; `nil` when that is not known.
  var bodyLength: Int? { if case .length(let length) = head.framing { length } else { nil } }

  /// The header section.
  package var headers: HTTPFields { head.fields }

  /// The version that the client speaks.
  var version: HTTPVersion { head.version }

  /// Reads the whole body.
  ///
  /// - Throws: `HTTPRequestError` with status 413 when it is longer than the limit, with 400 when it is malformed.
  package func readBody(limit: Int) throws -> [UInt8] {
    let tooLarge = HTTPRequestError(413, "the body is longer than \(limit) bytes")
    // Before reading, so that a client that waits for "100 Continue" need not send it at all.
    if let length = body.remainingLength, length > limit { throw tooLarge }
    var bytes: [UInt8] = []
    while let piece = try body.next() {
      guard bytes.count + piece.count <= limit else { throw tooLarge }
      bytes += piece
    }
    return bytes
  }

  /// Whether something can be read of the body, its end included; waits for that up to a time.
  func hasBodyBytes(within time: Duration) throws -> Bool { try body.hasBytes(within: time) }

  /// The next piece of the body; `nil` at the end.
  func nextBodyPiece() throws -> [UInt8]? { try body.next().map { Array($0) } }

  /// Reads the body piece by piece, in constant memory; a piece is valid until the closure returns.
  ///
  /// - Throws: `HTTPRequestError` with status 400 when it is malformed, and what the closure throws.
  package func readBody(into use: (UnsafeRawBufferPointer) throws -> Void) throws {
    while let piece = try body.next() { try use(piece) }
  }
}
