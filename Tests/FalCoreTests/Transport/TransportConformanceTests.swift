import FalCore
import FalHTTPServer
import FalSystem
import Foundation
import TestSupport
import Testing

@testable import FalEmulator

/// What every transport must do, against a real server.
@Suite("Transport", .timeLimit(.minutes(2)))
struct TransportConformanceTests {
  private let transport = TestTransport.make()

  private func serve(_ handler: @escaping HTTPServer.Handler) throws -> HTTPServer { try HTTPServer(handler: handler) }

  private func text(_ response: HTTPResponse) async throws -> String {
    String(decoding: try await response.body.collect(), as: UTF8.self)
  }

  @Test("Method, path, fields and body arrive, and so does the answer")
  func exchange() async throws {
    let server = try serve { request, responder in
      let body = String(decoding: try request.readBody(limit: 1000), as: UTF8.self)
      let seen = [
        request.method, request.target, body, request.headers["X-Own"] ?? "-", request.headers["Expect"] ?? "-",
      ]
      try responder.respond(
        201,
        ["Content-Type": "text/plain", "X-Twice": "1", "x-twice": "2"],
        Array(seen.joined(separator: "|").utf8)
      )
    }
    defer { server.stop() }
    for method in ["POST", "PUT", "PATCH"] {
      let request = HTTPRequest(
        method,
        server.address + "/a/b?c=d%20e",
        fields: ["X-Own": "value", "Content-Type": "application/json"],
        body: .bytes(Array("{\"a\":1}".utf8))
      )
      let response = try await transport.send(request)
      #expect(response.status == 201)
      #expect(response.fields["content-TYPE"] == "text/plain")
      #expect(response.fields.filter { $0.name.lowercased() == "x-twice" }.map(\.value) == ["1", "2"])
      #expect(try await text(response) == "\(method)|/a/b?c=d%20e|{\"a\":1}|value|-")
    }
    for method in ["GET", "DELETE"] {
      let response = try await transport.send(HTTPRequest(method, server.address + "/x"))
      #expect(try await text(response) == "\(method)|/x||-|-")
    }
    let empty = try await transport.send(HTTPRequest("PUT", server.address + "/x"))
    #expect(try await text(empty) == "PUT|/x||-|-")
  }

  @Test("Nothing is said of the body's type unless the request says it")
  func noContentType() async throws {
    let server = try serve { request, responder in
      try responder.respond(200, [:], Array((request.headers["Content-Type"] ?? "none").utf8))
    }
    defer { server.stop() }
    let response = try await transport.send(HTTPRequest("POST", server.address, body: .bytes([1])))
    #expect(try await text(response) == "none")
  }

  @Test("Answers without a body end", arguments: [("HEAD", 200), ("GET", 204), ("GET", 304)])
  func noBody(method: String, status: Int) async throws {
    let server = try serve { _, responder in try responder.respond(status, [:], Array("12345".utf8)) }
    defer { server.stop() }
    for _ in 0..<3 {
      let response = try await transport.send(HTTPRequest(method, server.address))
      #expect(response.status == status)
      #expect(try await response.body.collect().isEmpty)
    }
  }

  @Test("Connections are used again")
  func keepAlive() async throws {
    let server = try serve { request, responder in
      try responder.respond(200, [:], Array("\(request.connection)".utf8))
    }
    defer { server.stop() }
    var connections: Set<String> = []
    for _ in 0..<20 { connections.insert(try await text(transport.send(HTTPRequest("GET", server.address)))) }
    #expect(connections == ["1"])
  }

  @Test("Redirects are not followed")
  func redirects() async throws {
    let server = try serve { _, responder in try responder.respond(302, ["Location": "/elsewhere"]) }
    defer { server.stop() }
    let response = try await transport.send(HTTPRequest("GET", server.address + "/here"))
    #expect(response.status == 302 && response.fields["Location"] == "/elsewhere")
  }

  @Test("A part of a file is sent")
  func file() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/file"
    try Data("0123456789".utf8).write(to: URL(fileURLWithPath: path))
    let server = try serve { request, responder in
      try responder.respond(
        200,
        ["X-Length": request.headers["Content-Length"] ?? "-"],
        try request.readBody(limit: 100)
      )
    }
    defer { server.stop() }
    let part = HTTPRequestBody.file(path: path, offset: 3, length: 4)
    let response = try await transport.send(HTTPRequest("PUT", server.address, body: part))
    #expect(response.fields["X-Length"] == "4")
    #expect(try await text(response) == "3456")

    for wrong in [("/none", 0, 1), (path, 8, 3), (path, -1, 2)] {
      let body = HTTPRequestBody.file(path: wrong.0, offset: wrong.1, length: wrong.2)
      let error = await TestTransport.failure {
        _ = try await transport.send(HTTPRequest("PUT", server.address, body: body))
      }
      #expect(error?.kind == .invalidRequest && error?.wasSent == false)
    }
  }

  @Test("Pieces are asked for one after another, and sent", arguments: [nil, 30_000])
  func pieces(length: Int?) async throws {
    let server = try serve { request, responder in
      let fields = request.headers["Content-Length"] ?? request.headers["Transfer-Encoding"] ?? "-"
      var sum = 0
      try request.readBody { bytes in for byte in bytes { sum += Int(byte) } }
      try responder.respond(200, [:], Array("\(fields) \(sum)".utf8))
    }
    defer { server.stop() }
    let count = Lock(0)
    let body = HTTPRequestBody.pieces(length: length) {
      let number = count.withLock { count in
        count += 1
        return count
      }
      if number > 30 { return nil }
      await Task.yield()
      return [UInt8](repeating: UInt8(number), count: 1000)
    }
    let response = try await transport.send(HTTPRequest("POST", server.address, body: body))
    #expect(try await text(response) == "\(length.map(String.init) ?? "chunked") \((1...30).reduce(0, +) * 1000)")
  }

  @Test("What goes wrong while pieces are made ends the request with that error")
  func failingPieces() async throws {
    struct OwnError: Error {}
    let server = try serve { request, responder in
      try request.readBody { _ in }
      try responder.respond(200)
    }
    defer { server.stop() }
    let count = Lock(0)
    let body = HTTPRequestBody.pieces {
      let number = count.withLock { count in
        count += 1
        return count
      }
      if number > 2 { throw OwnError() }
      return [1, 2, 3]
    }
    await #expect(throws: OwnError.self) { try await transport.send(HTTPRequest("POST", server.address, body: body)) }
  }

  @Test("A server that answers before it has everything is heard")
  func earlyAnswer() async throws {
    let isRead = Event()
    let server = try serve { _, responder in
      responder.closesAfterAnswer = true
      try responder.respond(413, [:], Array("too large".utf8))
      isRead.happen()
    }
    defer { server.stop() }
    let isAnswered = Event()
    let isFirst = Lock(true)
    let body = HTTPRequestBody.pieces {
      let first = isFirst.withLock { first in
        defer { first = false }
        return first
      }
      if first { return [1] }
      await isAnswered.wait()
      return nil
    }
    // The end of the body only comes once its pump has been cancelled, so the answer must have come before.
    let task = Task { try await transport.send(HTTPRequest("POST", server.address, body: body)).status }
    await isRead.wait()
    isAnswered.happen()
    #expect(try await task.value == 413)
  }

  @Test("A slow reader makes the server wait, and gets everything")
  func backpressure() async throws {
    let size = 64 << 20
    let written = Lock(0)
    let server = try serve { _, responder in
      try responder.start(200, [:], length: size)
      let piece = [UInt8](repeating: 7, count: 1 << 16)
      for _ in 0..<(size >> 16) {
        try responder.write(piece)
        written.withLock { $0 += piece.count }
      }
      try responder.finish()
    }
    defer { server.stop() }
    let response = try await transport.send(HTTPRequest("GET", server.address))
    var received = try await response.body.next()?.count ?? 0
    let other = try serve { _, responder in try responder.respond(200) }
    defer { other.stop() }
    for _ in 0..<300 { _ = try await transport.send(HTTPRequest("GET", other.address)).body.collect() }
    // Buffers of the system on both sides, and the transport's own.
    #expect(written.withLock { $0 } < 24 << 20)
    while let piece = try await response.body.next() { received += piece.count }
    #expect(received == size)
  }
}
