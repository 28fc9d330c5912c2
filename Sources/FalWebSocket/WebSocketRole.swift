/// Which side of a connection this one is.
package enum WebSocketRole: Sendable {
  /// Masks the frames that it sends, and refuses masked ones.
  case client
  /// Sends its frames as they are, and refuses those that are not masked.
  case server

  /// Whether frames that this side sends are masked; those that it receives are the other way.
  var masksFrames: Bool { self == .client }
}
