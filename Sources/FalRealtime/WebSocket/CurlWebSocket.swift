#if !canImport(Darwin)
  import CFalCurl
  import FalCore
  import FalSystem
  import FalWebSocket

  /// A WebSocket connection over one of libcurl's, which knows proxies and TLS; with a thread of its own.
  final class CurlWebSocket: WebSocketChannel {
    private let link: CurlWebSocketLink

    private init(_ link: CurlWebSocketLink) { self.link = link }

    deinit { link.abandon() }

    static func open(_ request: WebSocketRequest, trust: CurlTrust) async throws -> CurlWebSocket {
      try Task.checkCancellation()
      if let reason = falcurl_load() {
        throw TransportError(.unavailable, String(cString: reason), wasSent: false)
      }
      guard let link = CurlWebSocketLink() else {
        throw TransportError(.unavailable, "there are too many open files for another connection", wasSent: false)
      }
      // The thread keeps the link alone: a connection that nobody holds any longer ends.
      let hasStarted = SystemThread.start { CurlWebSocketLoop(link, request, trust).run() }
      guard hasStarted else { throw TransportError(.unavailable, "there can be no more threads", wasSent: false) }
      try await link.opened()
      return CurlWebSocket(link)
    }

    func send(_ message: WebSocketMessage) async throws { try await link.send(message) }

    func receive() async throws -> WebSocketMessage { try await link.receive() }

    func close(_ close: WebSocketClose) async { await link.close(close) }

    func abandon() { link.abandon() }
  }
#endif
