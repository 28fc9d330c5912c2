import FalCore
import FalSystem
import TestSupport
import Testing

@testable import FalHTTPServer

@Suite("HTTP server: request bodies")
struct HTTPBodyTests {
  private static let echo: HTTPServer.Handler = { request, responder in
    try responder.respond(200, [:], request.readBody(limit: 1000))
  }

  @Test(arguments: [
    "5\r\nhello\r\n0\r\n\r\n",
    "2;name=value;other=\"a b\"\r\nhe\r\n003 \r\nllo\r\n000\r\nX-Trailer: 1\r\nX-Other: 2\r\n\r\n",
  ])
  func chunksAreRead(body: String) throws {
    let server = try HTTPServer(handler: Self.echo)
    defer { server.stop() }
    let client = try RawClient(port: server.port)
    for _ in 0..<2 {
      try client.send("POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: Chunked\r\n\r\n\(body)")
      #expect(try client.readAnswer().text == "hello")
    }
  }

  @Test(arguments: ["x", "", "-1", "1 2", "10000000000000000", "5;\u{1}", "3\r\nhello", "0\r\n folded"])
  func invalidChunksAreRefused(chunks: String) throws {
    let server = try HTTPServer(handler: Self.echo)
    defer { server.stop() }
    let client = try RawClient(port: server.port)
    try client.send("POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n\(chunks)\r\n")
    #expect(try client.readAnswer().status == 400)
    #expect(try client.readToEnd().isEmpty)
  }

  @Test(arguments: ["Content-Length: 10", "Transfer-Encoding: chunked"])
  func aBodyThatEndsTooEarlyIsRefused(framing: String) throws {
    let server = try HTTPServer(handler: Self.echo)
    defer { server.stop() }
    let client = try RawClient(port: server.port)
    try client.send("POST / HTTP/1.1\r\nHost: localhost\r\n\(framing)\r\n\r\n5\r\nhe")
    client.finishSending()
    #expect(try client.readAnswer().text == #"{"detail":"the body ends too early"}"#)
  }

  @Test func aLargeBodyIsReadInSmallPieces() throws {
    let block = 1_000_000
    let blocks = 50
    let longest = Lock(0)
    let server = try HTTPServer { request, responder in
      var count = 0
      var isRight = true
      try request.readBody { piece in
        let ends = [(count, piece.first), (count + piece.count - 1, piece.last)]
        isRight = isRight && ends.allSatisfy { $1 == UInt8($0 / block) }
        count += piece.count
        longest.withLock { $0 = max($0, piece.count) }
      }
      try responder.respond(200, [:], Array("\(count) \(isRight)".utf8))
    }
    defer { server.stop() }
    let client = try RawClient(port: server.port)
    try client.send("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: \(block * blocks)\r\n\r\n")
    for number in 0..<blocks { try client.send([UInt8](repeating: UInt8(number), count: block)) }
    #expect(try client.readAnswer().text == "\(block * blocks) true")

    try client.send("POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n")
    for number in 0..<blocks {
      try client.send("\(String(block, radix: 16))\r\n")
      try client.send([UInt8](repeating: UInt8(number), count: block))
      try client.send("\r\n")
    }
    try client.send("0\r\n\r\n")
    #expect(try client.readAnswer().text == "\(block * blocks) true")
    #expect(longest.withLock { $0 } <= ConnectionInput.capacity)
  }

  @Test func continueIsSentWhenTheBodyIsRead() throws {
    let server = try HTTPServer { request, responder in
      if request.path == "/refuse" { return try responder.respond(401) }
      try responder.respond(200, [:], request.readBody(limit: 10))
    }
    defer { server.stop() }
    func send(_ path: String, length: Int = 5) throws -> RawClient {
      let client = try RawClient(port: server.port)
      try client.send(
        "PUT \(path) HTTP/1.1\r\nHost: localhost\r\nContent-Length: \(length)\r\nExpect: 100-Continue\r\n\r\n"
      )
      return client
    }
    let client = try send("/")
    #expect(try client.readAnswer().head == "HTTP/1.1 100 Continue\r\n")
    try client.send("hello")
    let answer = try client.readAnswer()
    #expect(answer.text == "hello")
    #expect(answer.value("Connection") == nil)

    // Whether the client will send the body cannot be known, so the connection ends.
    let refused = try send("/refuse").readAnswer()
    #expect(refused.status == 401)
    #expect(refused.value("Connection") == "close")
    #expect(try send("/", length: 11).readAnswer().status == 413)
  }

  @Test func continueIsNotSentToAClientThatDoesNotWait() throws {
    let server = try HTTPServer(handler: Self.echo)
    defer { server.stop() }
    let client = try RawClient(port: server.port)
    try client.send("PUT / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\nhello")
    #expect(try client.readAnswer().text == "hello")
  }

  @Test(arguments: ["Content-Length: 7\r\n\r\nGET / H", "Transfer-Encoding: chunked\r\n\r\n5\r\nGET /\r\n0\r\n\r\n"])
  func anUnreadBodyIsSkipped(rest: String) throws {
    let server = try HTTPServer { request, responder in try responder.respond(200, [:], Array(request.path.utf8)) }
    defer { server.stop() }
    let client = try RawClient(port: server.port)
    try client.send("POST /1 HTTP/1.1\r\nHost: localhost\r\n\(rest)GET /2 HTTP/1.1\r\nHost: localhost\r\n\r\n")
    #expect(try client.readAnswer().text == "/1")
    #expect(try client.readAnswer().text == "/2")
  }

  @Test func aLongUnreadBodyEndsTheConnection() throws {
    let server = try HTTPServer { _, responder in try responder.respond(403) }
    defer { server.stop() }
    let known = try RawClient(port: server.port)
    try known.send("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1048577\r\n\r\n")
    #expect(try known.readAnswer().value("Connection") == "close")
    #expect(try known.readToEnd().isEmpty)

    let unknown = try RawClient(port: server.port)
    try unknown.send("POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n100001\r\n")
    try unknown.send([UInt8](repeating: 0, count: 0x100001))
    #expect(try unknown.readAnswer().value("Connection") == nil)
    #expect(try unknown.readToEnd().isEmpty)
  }

  @Test func aBodyOverTheLimitIsRefused() throws {
    let server = try HTTPServer(handler: Self.echo)
    defer { server.stop() }
    let client = try RawClient(port: server.port)
    let body = String(repeating: "x", count: 1001)
    try client.send("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1001\r\n\r\n\(body)")
    #expect(try client.readAnswer().status == 413)
    try client.send(
      "POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n3e9\r\n\(body)\r\n0\r\n\r\n"
    )
    #expect(try client.readAnswer().text == #"{"detail":"the body is longer than 1000 bytes"}"#)
  }
}
