import FalCore
import FalHTTPServer
import FalRealtime
import FalSystem
import FalWebSocket
import TestSupport

/// A WebSocket server that sends what it is told to, whatever comes.
final class ScriptedSocket: Sendable {
  enum Step: Sendable {
    case text(String)
    case binary([UInt8])
    case close(UInt16, String)
    /// Bytes that are no frame that is allowed.
    case raw([UInt8])
  }

  private let server: HTTPServer

  init(_ steps: [Step]) throws {
    server = try HTTPServer { _, responder in
      let socket = try responder.upgrade()
      for step in steps {
        switch step {
        case .text(let text): try socket.send(text)
        case .binary(let bytes): try socket.send(bytes)
        case .close(let code, let reason): socket.close(WebSocketClose(code: code, reason: reason))
        case .raw(let bytes): try socket.sendUnframed(bytes)
        }
      }
      while true {
        if case .end = try socket.receive() { return }
      }
    }
  }

  deinit { server.stop() }

  func connect(
    _ options: RealtimeOptions = RealtimeOptions(authorization: .key)
  ) async throws -> RealtimeConnection<InputValue, JSON> {
    var configuration = FalConfiguration(credentials: try FalCredentials(key: "a:b"))
    configuration.hosts.run = server.address
    return try await FalClient(configuration).connect(to: "my/app", options: options)
  }
}

/// A server that takes connections and says nothing.
final class SilentServer: Sendable {
  private let server: HTTPServer
  private let asked = Event()

  init() throws {
    let asked = asked
    server = try HTTPServer { _, responder in
      asked.happen()
      while !responder.waitUntilClientIsGone(milliseconds: 1_000) {}
    }
  }

  deinit { server.stop() }

  var address: String { server.address }

  func isAsked() async { await asked.wait() }
}
