import FalSystem

/// A blocking HTTP/1.1 and WebSocket server with one thread per connection.
package final class HTTPServer: Sendable {
  /// Answers one request; runs on the thread of the connection and may block it.
  package typealias Handler = @Sendable (IncomingRequest, HTTPResponder) throws -> Void

  /// The port on which the server listens.
  package let port: UInt16

  private let boundAddress: String
  private let stopSignal: StopSignal
  private let connections: OpenConnections

  /// Listens on 127.0.0.1 as in ``init(_:handler:)``; port 0 picks a free one.
  package convenience init(port: UInt16 = 0, handler: @escaping Handler) throws(HTTPServerError) {
    try self.init(HTTPServerConfiguration(port: port), handler: handler)
  }

  /// Listens.
  ///
  /// What a handler throws becomes an answer with status 500, an `HTTPRequestError` one with its own status. When the
  /// answer has begun already, the connection is reset instead.
  package init(_ configuration: HTTPServerConfiguration, handler: @escaping Handler) throws(HTTPServerError) {
    OpenFileLimit.lifted
    stopSignal = try StopSignal()
    connections = OpenConnections(limit: configuration.connectionLimit)
    let listener = try ListeningSocket(address: configuration.address, port: configuration.port)
    port = listener.port
    boundAddress = configuration.address
    let acceptor = Acceptor(
      listener: listener,
      stopSignal: stopSignal,
      connections: connections,
      configuration: configuration,
      handler: handler
    )
    guard connections.threads.start({ acceptor.run() }) else {
      let error = HTTPServerError("pthread_create")
      listener.close()
      throw error
    }
  }

  deinit {
    // Without waiting: the last reference may be dropped by a handler, whose thread would wait for itself.
    interrupt()
  }

  /// The beginning of all addresses of the server, as in `http://127.0.0.1:8080`.
  package var address: String {
    let host =
      switch boundAddress {
      case "0.0.0.0": "127.0.0.1"
      case "::": "[::1]"
      case let address where address.contains(":"): "[\(address)]"
      default: boundAddress
      }
    return "http://\(host):\(port)"
  }

  /// Closes the listening socket and every connection, and returns when all threads have ended.
  ///
  /// Handlers see their client as gone; this waits until they return, so it must not be called by a handler.
  package func stop() {
    interrupt()
    connections.threads.wait()
  }

  private func interrupt() {
    connections.shutDown()
    stopSignal.send()
  }
}
