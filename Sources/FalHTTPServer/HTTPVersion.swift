/// The versions of HTTP that the server speaks.
package enum HTTPVersion: String, Sendable {
  /// Without chunks and, here, without reuse of connections.
  case http10 = "HTTP/1.0"
  /// The usual one.
  case http11 = "HTTP/1.1"
}
