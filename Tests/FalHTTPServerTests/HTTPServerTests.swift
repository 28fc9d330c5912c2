import FalCore
import TestSupport
import Testing

@testable import FalHTTPServer

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

@Suite("HTTP server: connections")
struct HTTPServerTests {
  @Test func requestsShareAConnection() throws {
    let server = try HTTPServer { request, responder in
      try responder.respond(200, ["X-Connection": "\(request.connection)"], Array(request.path.utf8))
    }
    defer { server.stop() }
    let first = try RawClient(port: server.port)
    for path in ["/a", "/b", "/c"] {
      try first.send("GET \(path) HTTP/1.1\r\nHost: localhost\r\n\r\n")
      let answer = try first.readAnswer()
      #expect(answer.status == 200)
      #expect(answer.text == path)
      #expect(answer.value("X-Connection") == "1")
      #expect(answer.value("Connection") == nil)
    }
    let second = try RawClient(port: server.port)
    try second.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
    #expect(try second.readAnswer().value("X-Connection") == "2")
    #expect(server.address == "http://127.0.0.1:\(server.port)")
  }

  @Test func pipelinedRequestsAreAnsweredInOrder() throws {
    let server = try HTTPServer { request, responder in
      try responder.respond(200, [:], Array(request.path.utf8) + request.readBody(limit: 100))
    }
    defer { server.stop() }
    let client = try RawClient(port: server.port)
    let requests = (0..<500).map { "POST /\($0) HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\n\r\nbody" }
    try client.send(requests.joined())
    for number in 0..<500 { #expect(try client.readAnswer().text == "/\(number)body") }
  }

  @Test func bytesMayComeOneByOne() throws {
    let server = try HTTPServer { request, responder in
      try responder.respond(200, [:], request.readBody(limit: 100))
    }
    defer { server.stop() }
    let client = try RawClient(port: server.port)
    for byte in "\r\nPOST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n".utf8
    {
      try client.send([byte])
    }
    #expect(try client.readAnswer().text == "abc")
  }

  @Test(arguments: [
    "HTTP/1.1\r\nHost: localhost\r\nConnection: Close", "HTTP/1.0", "HTTP/1.0\r\nConnection: keep-alive",
  ])
  func clientsCanAskForTheEnd(version: String) throws {
    let server = try HTTPServer { _, responder in try responder.respond(200, [:], [1, 2, 3]) }
    defer { server.stop() }
    let client = try RawClient(port: server.port)
    try client.send("GET / \(version)\r\n\r\n")
    let answer = try client.readAnswer()
    #expect(answer.value("Connection") == "close")
    #expect(answer.body == [1, 2, 3])
    #expect(try client.readToEnd().isEmpty)
  }

  @Test func handlersCanCloseTheConnection() throws {
    let server = try HTTPServer { _, responder in
      responder.closesAfterAnswer = true
      try responder.respond(200)
    }
    defer { server.stop() }
    let client = try RawClient(port: server.port)
    // The second request is never answered; that it lies unread must not cost the client the first answer.
    try client.send(String(repeating: "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", count: 10_000))
    #expect(try client.readAnswer().value("Connection") == "close")
    #expect(try client.readToEnd().isEmpty)
  }

  @Test func abortResetsTheConnection() throws {
    let server = try HTTPServer { request, responder in
      if request.path == "/late" {
        try responder.start(200, length: 10)
        try responder.write([1, 2, 3])
        // The client has read the piece when it closes its side; before, the reset might overtake it.
        while !responder.waitUntilClientIsGone(milliseconds: 1000) {}
      }
      responder.abort()
      #expect(responder.isClientGone)
      #expect(throws: (any Error).self) { try responder.write([4]) }
    }
    defer { server.stop() }
    let early = try RawClient(port: server.port)
    try early.send("GET /early HTTP/1.1\r\nHost: localhost\r\n\r\n")
    #expect(throws: RawClient.Failure.reset) { try early.readAnswer() }

    let late = try RawClient(port: server.port)
    try late.send("GET /late HTTP/1.1\r\nHost: localhost\r\n\r\n")
    #expect(try late.readLine() == "HTTP/1.1 200 OK")
    while try !late.readLine().isEmpty {}
    #expect(try late.read(3) == [1, 2, 3])
    late.finishSending()
    #expect(throws: RawClient.Failure.reset) { try late.read(1) }
  }

  @Test func handlersSeeThatTheClientIsGone() throws {
    let hasStarted = Latch()
    let hasSeenTheEnd = Latch()
    let server = try HTTPServer { _, responder in
      #expect(!responder.isClientGone)
      #expect(!responder.waitUntilClientIsGone(milliseconds: 1))
      hasStarted.open()
      // The unread body must not hide the end.
      while !responder.waitUntilClientIsGone(milliseconds: 60_000) {}
      #expect(responder.isClientGone)
      hasSeenTheEnd.open()
    }
    defer { server.stop() }
    do {
      let client = try RawClient(port: server.port)
      try client.send("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nhello")
      #expect(hasStarted.wait())
    }
    #expect(hasSeenTheEnd.wait())
  }

  @Test func aPortInUseIsAnError() throws {
    let server = try HTTPServer { _, _ in }
    defer { server.stop() }
    let error = #expect(throws: HTTPServerError.self) { try HTTPServer(port: server.port) { _, _ in } }
    #expect(error?.call == "bind")
    #expect(error?.code == EADDRINUSE)
  }
}
