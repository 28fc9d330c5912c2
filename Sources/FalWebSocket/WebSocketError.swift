/// Why what a peer sends cannot be read any further.
package struct WebSocketError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The code of the close that tells the peer.
  package let close: UInt16
  /// What is wrong, in words.
  package let message: String

  /// The message and the code, as in `a frame has an unknown opcode (1002)`.
  package var description: String { "\(message) (\(close))" }

  init(_ close: UInt16, _ message: String) {
    self.close = close
    self.message = message
  }

  static let invalidText = WebSocketError(WebSocketClose.invalidText, "text is not UTF-8")

  static func violation(_ message: String) -> WebSocketError {
    WebSocketError(WebSocketClose.protocolError, message)
  }
}
