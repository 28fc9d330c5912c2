/// Why the answer to a handshake cannot be read.
package struct WebSocketResponseError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What is wrong, in words.
  package let message: String

  /// The message.
  package var description: String { message }

  init(_ message: String) {
    self.message = message
  }
}
