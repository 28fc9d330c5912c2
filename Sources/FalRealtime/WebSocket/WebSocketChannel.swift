import FalCore
import FalSystem
import FalWebSocket

/// A message of a WebSocket connection.
enum WebSocketMessage: Sendable, Hashable {
  case text(String)
  case binary([UInt8])
}

/// An open WebSocket connection, whatever carries it.
///
/// It closes when nobody holds it any longer.
protocol WebSocketChannel: Sendable {
  /// Sends a message, and returns once it is with the operating system.
  ///
  /// - Throws: `WebSocketEnd` when the connection has ended, `CancellationError`.
  func send(_ message: WebSocketMessage) async throws

  /// Waits for the next message; to be called by one task at a time.
  ///
  /// What is not asked for is not read: a slow reader slows the server down instead of filling memory.
  ///
  /// - Throws: `WebSocketEnd` when the connection has ended and all that came has been read, `CancellationError`.
  func receive() async throws -> WebSocketMessage

  /// Closes the connection after what was sent, and waits a moment for the peer to do the same.
  func close(_ close: WebSocketClose) async

  /// Closes the connection without waiting for anything; who waits for a message is told that it has ended.
  func abandon()
}

/// Why a connection has ended.
enum WebSocketEnd: Error, Sendable {
  /// One side has closed it, and said why.
  case closed(WebSocketClose)
  /// It broke, or what came was no WebSocket any more.
  case lost(TransportError)
}

/// What is needed to open a connection.
struct WebSocketRequest: Sendable {
  /// The whole address, with http or https in place of ws or wss.
  var url: String
  var fields: HTTPFields
  /// How long it may take until it is open.
  var timeout: Duration
  /// After so much silence the peer is asked whether it is there, and after as much again taken for lost; `nil` for never.
  var pingInterval: Duration?
  /// The most bytes of a message.
  var longestMessage: Int
}

/// An answer that is no upgrade, with its status.
struct WebSocketRefusal: Error {
  let status: Int
  let message: String
}

enum WebSocketChannels {
  /// Opens a connection.
  ///
  /// - Parameters:
  ///   - request: Where to.
  ///   - transport: The client's transport, whose certificates are trusted.
  /// - Returns: The connection, which is open.
  /// - Throws: `TransportError`, `WebSocketRefusal`, `CancellationError`.
  static func open(
    _ request: WebSocketRequest,
    like transport: any HTTPTransport
  ) async throws -> any WebSocketChannel {
    #if canImport(Darwin)
      return try await URLSessionWebSocket.open(request)
    #else
      let standard = (transport as? CurlTransport)?.trust ?? (HTTPTransports.standard as? CurlTransport)?.trust
      return try await CurlWebSocket.open(request, trust: try standard?.get() ?? CurlTrust(extra: nil))
    #endif
  }
}
