import FalCore
import TestSupport
import Testing

@testable import FalHTTPServer

@Suite("HTTP server: answers")
struct HTTPResponseTests {
  private struct Mishap: Error {}

  private func exchange(
    _ request: String,
    hasBody: Bool = true,
    _ handler: @escaping HTTPServer.Handler
  ) throws -> (RawClient.Answer, rest: Result<[UInt8], any Error>) {
    let server = try HTTPServer(handler: handler)
    defer { server.stop() }
    let client = try RawClient(port: server.port)
    try client.send(request)
    let answer = try client.readAnswer(hasBody: hasBody)
    client.finishSending()
    return (answer, Result { try client.readToEnd() })
  }

  @Test func piecesBecomeChunks() throws {
    let server = try HTTPServer { _, responder in
      try responder.start(200, ["Content-Type": "text/event-stream"])
      try responder.write(Array("first".utf8))
      try responder.write([])
      try responder.write([UInt8](repeating: 7, count: 300))
      try responder.finish()
    }
    defer { server.stop() }
    let client = try RawClient(port: server.port)
    try client.send("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
    let expected =
      "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
      + "5\r\nfirst\r\n12c\r\n" + String(repeating: "\u{7}", count: 300) + "\r\n0\r\n\r\n"
    #expect(String(decoding: try client.readToEnd(), as: UTF8.self) == expected)
  }

  @Test func piecesOfAKnownLengthAreNotChunked() throws {
    let (answer, rest) = try exchange("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n") { _, responder in
      try responder.start(206, length: 4)
      try responder.write([1, 2])
      try responder.write([3, 4])
      try responder.finish()
    }
    #expect(answer.head == "HTTP/1.1 206 Partial Content\r\nContent-Length: 4\r\n")
    #expect(answer.body == [1, 2, 3, 4])
    #expect(try rest.get().isEmpty)
  }

  @Test func oldClientsGetNoChunks() throws {
    let (answer, _) = try exchange("GET / HTTP/1.0\r\n\r\n") { _, responder in
      try responder.start(200)
      try responder.write([1, 2])
      try responder.finish()
    }
    #expect(answer.head == "HTTP/1.1 200 OK\r\nConnection: close\r\n")
    #expect(answer.body == [1, 2])
  }

  @Test func aLargeAnswerArrives() throws {
    let body = (0..<5000).flatMap { [UInt8](repeating: UInt8(truncatingIfNeeded: $0), count: 1001) }
    let (answer, _) = try exchange("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n") { _, responder in
      try responder.respond(200, [:], body)
    }
    // Not inside the macro, which looks at each of the five million bytes.
    let isSame = answer.body == body
    #expect(isSame)
  }

  @Test(arguments: [("HEAD", 200, "5"), ("GET", 204, nil), ("GET", 304, nil)])
  func someAnswersHaveNoBody(method: String, status: Int, length: String?) throws {
    for isStreamed in [false, true] {
      let (answer, rest) = try exchange("\(method) / HTTP/1.1\r\nHost: localhost\r\n\r\n", hasBody: false) {
        _,
        responder in
        if isStreamed {
          try responder.start(status, length: 5)
          try responder.write([1, 2, 3, 4, 5])
          try responder.finish()
        } else {
          try responder.respond(status, [:], [1, 2, 3, 4, 5])
        }
      }
      #expect(answer.status == status)
      #expect(answer.value("Content-Length") == length)
      #expect(try rest.get().isEmpty)
    }
  }

  @Test func aLineEndInAValueMakesNoField() throws {
    let (answer, _) = try exchange("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n") { _, responder in
      try responder.respond(200, ["X-Note": "a\r\nX-Evil: b"])
    }
    #expect(answer.value("X-Note") == "a  X-Evil: b")
    #expect(answer.value("X-Evil") == nil)
  }

  @Test func aHandlerThatThrowsGivesAnErrorAndTheConnectionStays() throws {
    let server = try HTTPServer { request, responder in
      if request.path == "/throws" { throw Mishap() }
      if request.path == "/status" { throw HTTPRequestError(422, "not like this") }
    }
    defer { server.stop() }
    let client = try RawClient(port: server.port)
    for (path, status, detail) in [
      ("/throws", 500, "Mishap()"), ("/status", 422, "not like this"), ("/silent", 500, "noAnswer"),
    ] {
      try client.send("GET \(path) HTTP/1.1\r\nHost: localhost\r\n\r\n")
      let answer = try client.readAnswer()
      #expect(answer.status == status)
      #expect(answer.value("Content-Type") == "application/json")
      #expect(answer.text == #"{"detail":"\#(detail)"}"#)
    }
  }

  @Test(arguments: ["/throws", "/unfinished", "/short", "/long", "/twice"])
  func anAnswerThatCannotBeCompletedIsReset(path: String) throws {
    let server = try HTTPServer { request, responder in
      try responder.start(200, length: 100)
      switch request.path {
      case "/throws": throw Mishap()
      case "/short": try responder.finish()
      case "/long": try responder.write([UInt8](repeating: 0, count: 101))
      case "/twice": try responder.respond(500)
      default: break
      }
    }
    defer { server.stop() }
    let client = try RawClient(port: server.port)
    try client.send("GET \(path) HTTP/1.1\r\nHost: localhost\r\n\r\n")
    #expect(throws: RawClient.Failure.reset) { try client.readToEnd() }
  }

  @Test func anErrorAfterAWholeAnswerEndsTheConnection() throws {
    let (answer, rest) = try exchange("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n") { _, responder in
      try responder.respond(200, [:], [1])
      try responder.write([2])
    }
    #expect(answer.body == [1])
    #expect(try rest.get().isEmpty)
  }
}
