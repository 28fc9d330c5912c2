import FalCore
import Foundation
import TestSupport
import Testing

@testable import FalEmulator

/// What every transport must do, against a real server.
@Suite("Transport", .timeLimit(.minutes(2)))
struct TransportConformanceTests {
  #if canImport(Darwin)
    private let transport: any HTTPTransport = URLSessionTransport()
  #else
    private let transport: any HTTPTransport = CurlTransport()
  #endif

  private func serve(_ handler: @escaping HTTPServer.Handler) throws -> HTTPServer { try HTTPServer(handler: handler) }

  private func text(_ response: HTTPResponse) async throws -> String {
    String(decoding: try await response.body.collect(), as: UTF8.self)
  }

  /// What a call throws as a transport's error.
  private func failure(_ work: () async throws -> Void) async -> TransportError? {
    do {
      try await work()
      return nil
    } catch {
      return error as? TransportError
    }
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
      let error = await failure { _ = try await transport.send(HTTPRequest("PUT", server.address, body: body)) }
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

  @Test("An answer that is cut off is an error", arguments: [true, false])
  func cutOff(withLength: Bool) async throws {
    let server = try serve { _, responder in
      try responder.start(200, [:], length: withLength ? 1000 : nil)
      try responder.write([1, 2, 3])
      responder.abort()
    }
    defer { server.stop() }
    let error = await failure {
      _ = try await transport.send(HTTPRequest("GET", server.address)).body.collect()
    }
    #expect(error?.kind == .connectionLost && error?.wasSent == true)
  }

  @Test("Nothing listens: the request was certainly not sent")
  func refused() async throws {
    let server = try serve { _, _ in }
    server.stop()
    let error = await failure { _ = try await transport.send(HTTPRequest("POST", server.address, body: .bytes([1]))) }
    #expect(error?.kind == .cannotConnect && error?.wasSent == false)
  }

  @Test("A host that does not exist cannot be reached")
  func unknownHost() async throws {
    let error = await failure { _ = try await transport.send(HTTPRequest("GET", "http://no-such-host.invalid/")) }
    #expect(error?.kind == .cannotConnect && error?.wasSent == false)
  }

  @Test(
    "What is no request is refused",
    arguments: [
      "", "x", "ftp://localhost/", "file:///etc/passwd", "http://", "http://a b/", "http://user:word@localhost/",
    ]
  )
  func invalidAddresses(url: String) async throws {
    let error = await failure { _ = try await transport.send(HTTPRequest("GET", url)) }
    #expect(error?.kind == .invalidRequest && error?.wasSent == false)
  }

  @Test("No header field can become two")
  func injection() async throws {
    for fields: HTTPFields in [["A": "b\r\nC: d"], ["A\nB": "c"], ["": "a"], ["A:": "b"]] {
      let request = HTTPRequest("GET", "http://localhost:1/", fields: fields)
      let error = await failure { _ = try await transport.send(request) }
      #expect(error?.kind == .invalidRequest)
    }
  }

  @Test("A server that closes a used connection after it has read a POST gets it once")
  func reusedConnectionDies() async throws {
    let posts = Lock(0)
    let server = try serve { request, responder in
      if request.method == "GET" { return try responder.respond(200) }
      _ = try request.readBody(limit: 100)
      posts.withLock { $0 += 1 }
      responder.abort()
    }
    defer { server.stop() }
    for _ in 0..<20 {
      _ = try await transport.send(HTTPRequest("GET", server.address)).body.collect()
      let request = HTTPRequest("POST", server.address, body: .bytes(Array("{}".utf8)))
      let error = await failure { _ = try await transport.send(request) }
      #expect(error?.kind == .connectionLost && error?.wasSent == true)
    }
    #expect(posts.withLock { $0 } == 20)
  }

  @Test("Timeouts end a request", arguments: [true, false])
  func timeouts(isTotal: Bool) async throws {
    let server = try serve { _, responder in
      try responder.start(200)
      try responder.write([1])
      _ = responder.waitUntilClientIsGone(milliseconds: 60_000)
    }
    defer { server.stop() }
    let timeouts =
      isTotal ? HTTPTimeouts(total: .milliseconds(150)) : HTTPTimeouts(idle: .milliseconds(150), total: .seconds(60))
    let error = await failure {
      let response = try await transport.send(HTTPRequest("GET", server.address, timeouts: timeouts))
      _ = try await response.body.collect()
    }
    #expect(error?.kind == .timedOut && error?.wasSent == true)
  }

  @Test("A cancelled task gets a cancellation, and the server sees the client go", arguments: [true, false])
  func cancellation(duringBody: Bool) async throws {
    let isWaiting = Event()
    let isGone = Event()
    let server = try serve { _, responder in
      if duringBody {
        try responder.start(200)
        try responder.write([1])
      }
      isWaiting.happen()
      if responder.waitUntilClientIsGone(milliseconds: 60_000) { isGone.happen() }
    }
    defer { server.stop() }
    let task = Task {
      let response = try await transport.send(HTTPRequest("GET", server.address))
      _ = try await response.body.collect()
    }
    await isWaiting.wait()
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    await isGone.wait()
  }

  @Test("A body that nobody reads ends its connection")
  func droppedBody() async throws {
    let isGone = Event()
    let server = try serve { _, responder in
      try responder.start(200)
      try responder.write([1])
      if responder.waitUntilClientIsGone(milliseconds: 60_000) { isGone.happen() }
    }
    defer { server.stop() }
    _ = try await transport.send(HTTPRequest("GET", server.address))
    await isGone.wait()
  }

  @Test("A task that is cancelled already sends nothing")
  func cancelledBefore() async throws {
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      _ = try await transport.send(HTTPRequest("GET", "http://localhost:1/"))
    }
    await #expect(throws: CancellationError.self) { try await task.value }
  }

  @Test("Cancelling at any moment leaves nothing behind")
  func cancellationAtRandom() async throws {
    let server = try serve { _, responder in
      try responder.start(200)
      for _ in 0..<20 { try responder.write([UInt8](repeating: 1, count: 1000)) }
      try responder.finish()
    }
    defer { server.stop() }
    let transport = transport
    let address = server.address
    await withTaskGroup(of: Void.self) { group in
      for number in 0..<600 {
        group.addTask {
          let task = Task {
            let response = try await transport.send(HTTPRequest("GET", address))
            return try await response.body.collect().count
          }
          for _ in 0..<(number % 40) { await Task.yield() }
          task.cancel()
          if let count = try? await task.value { #expect(count == 20_000) }
        }
        if number % 16 == 15 { await group.next() }
      }
    }
    let last = try await transport.send(HTTPRequest("GET", server.address))
    #expect(try await last.body.collect().count == 20_000)
  }

  @Test("An answer larger than what is accepted is refused")
  func limit() async throws {
    let server = try serve { _, responder in try responder.respond(200, [:], [UInt8](repeating: 1, count: 2000)) }
    defer { server.stop() }
    let error = await failure {
      _ = try await transport.send(HTTPRequest("GET", server.address)).body.collect(limit: 1999)
    }
    #expect(error?.kind == .tooLarge)
  }

  @Test(
    "What is no HTTP is an error",
    arguments: ["SSH-2.0-OpenSSH\r\n", "HTTP/1.1 abc\r\n\r\n", "<html>", "\u{0}\u{1}"]
  )
  func noHTTP(answer: String) async throws {
    let listener = try ListeningSocket(port: 0)
    defer { listener.close() }
    let connections = OpenConnections()
    #expect(
      connections.startThread {
        var entry = pollfd(fd: listener.descriptor, events: Int16(POLLIN), revents: 0)
        _ = pollDescriptor(&entry, 60_000)
        guard let descriptor = listener.accept(), let number = connections.add(descriptor) else { return }
        let socket = ConnectionSocket(descriptor: descriptor, number: number, connections: connections)
        var buffer = [UInt8](repeating: 0, count: 4096)
        _ = buffer.withUnsafeMutableBytes { try? socket.receive(into: $0) }
        try? socket.send(Array(answer.utf8))
        socket.close()
      }
    )
    let error = await failure {
      _ = try await transport.send(HTTPRequest("GET", "http://127.0.0.1:\(listener.port)/")).body.collect()
    }
    connections.waitForThreads()
    #expect([.invalidResponse, .connectionLost].contains(error?.kind) && error?.wasSent == true)
  }
}
