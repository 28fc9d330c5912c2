import FalCore
import FalSystem
import TestSupport
import Testing

@testable import FalHTTPServer

@Suite("HTTP server: answers of tasks", .timeLimit(.minutes(2)))
struct AsyncAnswerTests {
  private func server(_ answer: @escaping @Sendable (ServedRequest) async -> HTTPResponse) throws -> HTTPServer {
    try HTTPServer(HTTPServerConfiguration(), answer: answer)
  }

  private static let head = "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n"

  @Test("An answer does not wait for a body that nobody wants, nor is the client asked for it")
  func earlyAnswer() async throws {
    let server = try server { _ in HTTPResponse(status: 401, body: HTTPResponseBody([])) }
    for (fields, body) in [("", ""), ("", "abc"), ("Expect: 100-continue\r\n", "")] {
      let status = try await OwnThread.run {
        let client = try RawClient(port: server.port)
        try client.send(Self.head + fields + "\r\n" + body)
        return try client.readAnswer().status
      }
      #expect(status == 401)
    }
  }

  @Test("A body is received as it is wanted, with its length and without")
  func bodies() async throws {
    let server = try server { request in
      var all: [UInt8] = []
      if case .pieces(_, let next) = request.body { while let piece = try? await next() { all += piece } }
      return HTTPResponse(
        status: 200,
        fields: ["X-Length": "\(request.body.length ?? -1)"],
        body: HTTPResponseBody(all)
      )
    }
    for (request, text, length) in [
      ("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\nabc", "abc", "3"),
      ("POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nde\r\n0\r\n\r\n", "de", "-1"),
      ("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", "", "0"),
    ] {
      let answer = try await OwnThread.run {
        let client = try RawClient(port: server.port)
        try client.send(request)
        let answer = try client.readAnswer()
        return [answer.text, answer.value("X-Length") ?? ""]
      }
      #expect(answer == [text, length])
    }
  }

  @Test("The task of a client that has gone is cancelled, whatever it waits for", arguments: [0, 3])
  func clientGone(length: Int) async throws {
    let (entered, cancelled) = (Event(), Event())
    let server = try server { _ in
      entered.happen()
      try? await Task.sleep(for: .seconds(600))
      cancelled.happen()
      return HTTPResponse(status: 200, body: HTTPResponseBody([]))
    }
    do {
      let client = try RawClient(port: server.port)
      let body = String("abc".prefix(length))
      try client.send("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: \(length)\r\n\r\n\(body)")
      await entered.wait()
    }
    await cancelled.wait()
  }
}
