/// The first line and the header section of the answer to a handshake.
package struct WebSocketResponseHead: Sendable {
  /// The status, of three digits.
  package let status: Int
  /// The header section, in its order.
  package let fields: [(name: String, value: String)]
  /// How many of the bytes that were received last belong to the head; the others are what follows it.
  package let used: Int
}
