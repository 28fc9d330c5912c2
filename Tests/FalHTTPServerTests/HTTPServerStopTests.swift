import FalCore
import FalSystem
import TestSupport
import Testing

@testable import FalHTTPServer

@Suite("HTTP server: stop")
struct HTTPServerStopTests {
  @Test func idleConnectionsEnd() throws {
    let server = try HTTPServer { _, responder in try responder.respond(200) }
    let silent = try RawClient(port: server.port)
    let used = try RawClient(port: server.port)
    try used.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
    #expect(try used.readAnswer().status == 200)
    try server.goDown()
    #expect(try used.readToEnd().isEmpty)
    // It may not have been accepted yet, and is reset then.
    #expect(throws: (any Error).self) { try silent.readLine() }
    #expect(throws: (any Error).self) { try RawClient(port: server.port) }
  }

  @Test func waitingHandlersEnd() throws {
    let hasStarted = Latch()
    let server = try HTTPServer { request, responder in
      hasStarted.open()
      switch request.path {
      case "/wait": while !responder.waitUntilClientIsGone(milliseconds: 60_000) {}
      case "/read": _ = try request.readBody(limit: 1000)
      default:
        try responder.start(200)
        while true { try responder.write([UInt8](repeating: 0, count: 100_000)) }
      }
    }
    let clients = try ["/wait", "/read", "/write"].map { path in
      let client = try RawClient(port: server.port)
      try client.send("POST \(path) HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\n")
      #expect(hasStarted.wait())
      return client
    }
    server.stop()
    #expect(Descriptors.sockets(ofServer: server.port) == 0)
    for client in clients { _ = try? client.readToEnd() }
  }

  @Test func stopWaitsForHandlers() throws {
    let hasStarted = Latch()
    let hasEnded = Lock(false)
    let server = try HTTPServer { _, responder in
      defer { hasEnded.withLock { $0 = true } }
      hasStarted.open()
      while !responder.isClientGone {}
      #expect(throws: (any Error).self) { try responder.respond(200) }
    }
    let client = try RawClient(port: server.port)
    try client.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
    #expect(hasStarted.wait())
    server.stop()
    #expect(hasEnded.withLock { $0 })
    server.stop()
  }

  @Test func aForgottenServerStops() throws {
    var server: HTTPServer? = try HTTPServer { _, responder in try responder.respond(200) }
    let client = try RawClient(port: try #require(server?.port))
    try client.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
    #expect(try client.readAnswer().status == 200)
    server = nil
    #expect(try client.readToEnd().isEmpty)
  }
}
