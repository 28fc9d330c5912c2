import FalCore
import TestSupport
import Testing

@testable import FalHTTPServer

@Suite("HTTP server: request heads")
struct HTTPRequestHeadTests {
  private func parse(_ text: String) throws -> (head: HTTPRequestHead, length: Int)? {
    try Array(text.utf8).withUnsafeBytes { try HTTPRequestHeadParser.parse($0) }
  }

  @Test func aHeadIsRead() throws {
    let text = "POST /a%20b/%C3%A4+%zz?x=1&y=a+b%26&flag&=v HTTP/1.1\r\nHost: localhost\r\nX-A:  1 \r\nx-a:\r\n\r\n"
    let (head, length) = try #require(try parse("\r\n" + text + "rest"))
    #expect(length == text.utf8.count + 2)
    #expect(head.method == "POST")
    #expect(head.version == .http11)
    #expect(head.target.text == "/a%20b/%C3%A4+%zz?x=1&y=a+b%26&flag&=v")
    #expect(head.target.path == "/a b/ä+%zz")
    #expect(head.target.query.map(\.name) == ["x", "y", "flag", ""])
    #expect(head.target.query.map(\.value) == ["1", "a b&", "", "v"])
    #expect(head.fields.map(\.name) == ["Host", "X-A", "x-a"])
    #expect(head.fields["HOST"] == "localhost")
    #expect(head.fields.values(of: "X-a") == ["1", ""])
    #expect(head.fields["Y"] == nil)
    #expect(head.framing == .length(0))
    for end in text.indices { #expect(try parse(String(text[..<end])) == nil) }
  }

  @Test(arguments: [
    ("http://127.0.0.1:80/a?b=c", "/a", 1), ("HTTP://host", "/", 0), ("https://host?b=c", "/", 1), ("*", "*", 0),
    ("/?", "/", 0), ("//a/", "//a/", 0), ("/a?b?c", "/a", 1),
  ])
  func targetsHaveSeveralForms(target: String, path: String, queryCount: Int) throws {
    let head = try #require(try parse("GET \(target) HTTP/1.1\r\nHost: localhost\r\n\r\n")).head
    #expect(head.target.path == path)
    #expect(head.target.query.count == queryCount)
  }

  @Test func framingIsFoundInTheFields() throws {
    func head(_ fields: String) throws -> HTTPRequestHead {
      try #require(try parse("POST / HTTP/1.1\r\nHost: localhost\r\n\(fields)\r\n\r\n")).head
    }
    #expect(try head("Content-Length: 0012").framing == .length(12))
    #expect(try head("Content-Length: 5, 5\r\nContent-Length: 5").framing == .length(5))
    #expect(try head("Transfer-Encoding: CHUNKED").framing == .chunked)
    #expect(try head("Expect: 100-Continue").expectsContinue)
    #expect(try head("Connection: x, Close").keepsAlive == false)
    #expect(try head("Connection: x").keepsAlive)
  }

  @Test(arguments: [
    ("\u{16}\u{3}\u{1}", 400),
    ("\n\n", 400),
    ("GET / HTTP/1.1\nHost: localhost\n\n", 400),
    ("GET /\r\n\r\n", 400),
    ("GET  / HTTP/1.1\r\nHost: localhost\r\n\r\n", 400),
    ("GET / HTTP/1.1 \r\nHost: localhost\r\n\r\n", 400),
    (" GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", 400),
    ("G@T / HTTP/1.1\r\nHost: localhost\r\n\r\n", 400),
    ("GET / HTTX/1.1\r\nHost: localhost\r\n\r\n", 400),
    ("GET / http/1.1\r\nHost: localhost\r\n\r\n", 400),
    ("GET / HTTP/2.0\r\nHost: localhost\r\n\r\n", 505),
    ("GET a HTTP/1.1\r\nHost: localhost\r\n\r\n", 400),
    ("CONNECT host:80 HTTP/1.1\r\nHost: localhost\r\n\r\n", 400),
    ("GET /\u{1} HTTP/1.1\r\nHost: localhost\r\n\r\n", 400),
    ("GET / HTTP/1.1\r\n\r\n", 400),
    ("GET / HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n", 400),
    ("GET / HTTP/1.1\r\nHost: localhost\r\nno colon\r\n\r\n", 400),
    ("GET / HTTP/1.1\r\nHost: localhost\r\n: v\r\n\r\n", 400),
    ("GET / HTTP/1.1\r\nHost : x\r\n\r\n", 400),
    ("GET / HTTP/1.1\r\nHost: localhost\r\nA B: c\r\n\r\n", 400),
    ("GET / HTTP/1.1\r\nHost: localhost\r\nA\u{0}: c\r\n\r\n", 400),
    ("GET / HTTP/1.1\r\nHost: localhost\r\nA: \u{0}\r\n\r\n", 400),
    ("GET / HTTP/1.1\r\nHost: localhost\r\nA: b\rc\r\n\r\n", 400),
    ("GET / HTTP/1.1\r\nHost: localhost\r\nA: b\r\n c\r\n\r\n", 400),
    ("GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n", 400),
    ("GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: +1\r\n\r\n", 400),
    ("GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length:\r\n\r\n", 400),
    ("GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999999999999\r\n\r\n", 400),
    ("GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", 400),
    ("GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1, 2\r\n\r\n", 400),
    ("GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n", 400),
    ("GET / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", 400),
    ("GET / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: gzip, chunked\r\n\r\n", 501),
    ("GET / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: identity\r\n\r\n", 501),
    ("GET / HTTP/1.1\r\nHost: localhost\r\nExpect: cake\r\n\r\n", 417),
    ("GET / HTTP/1.1\r\nHost: localhost\r\nA: " + String(repeating: "a", count: 70_000) + "\r\n\r\n", 431),
    (String(repeating: "\r\n", count: 40_000), 431),
  ])
  func malformedRequestsAreRefused(request: String, status: Int) throws {
    let server = try HTTPServer { _, responder in try responder.respond(200) }
    defer { server.stop() }
    let client = try RawClient(port: server.port)
    try client.send(request)
    let answer = try client.readAnswer()
    #expect(answer.status == status)
    #expect(answer.value("Connection") == "close")
    #expect(try JSON(parsing: answer.body)["detail"].string?.isEmpty == false)
    #expect(try client.readToEnd().isEmpty)
  }

  @Test func aHeadThatEndsTooEarlyIsRefused() throws {
    let server = try HTTPServer { _, responder in try responder.respond(200) }
    defer { server.stop() }
    let client = try RawClient(port: server.port)
    try client.send("GET / HT")
    client.finishSending()
    #expect(try client.readAnswer().status == 400)
  }

  @Test func theLongestHeadIsAccepted() throws {
    let server = try HTTPServer { _, responder in try responder.respond(200) }
    defer { server.stop() }
    let client = try RawClient(port: server.port)
    let frame = "GET / HTTP/1.1\r\nHost: localhost\r\nA: \r\n\r\n"
    let value = String(repeating: "a", count: 65_536 - frame.utf8.count)
    try client.send("GET / HTTP/1.1\r\nHost: localhost\r\nA: \(value)\r\n\r\n")
    #expect(try client.readAnswer().status == 200)
  }
}
