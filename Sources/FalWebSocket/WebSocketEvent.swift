/// What has been received: a whole message or a control frame.
package enum WebSocketEvent: Sendable, Hashable {
  /// A message of text.
  case text(String)
  /// A message of bytes.
  case binary([UInt8])
  /// A question whether this side is still there, to be answered by a pong with the same bytes, at most 125.
  case ping([UInt8])
  /// An answer to a ping, or a sign of life that nobody asked for, with at most 125 bytes.
  case pong([UInt8])
  /// The peer sends nothing more.
  case close(WebSocketClose)
}
