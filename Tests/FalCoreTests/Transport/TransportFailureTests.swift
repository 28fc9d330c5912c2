import FalCore
import FalSystem
import Foundation
import TestSupport
import Testing

@testable import FalHTTPServer

/// How every transport must fail, stop and be cancelled, against a real server.
@Suite("Transport, when things go wrong", .timeLimit(.minutes(2)))
struct TransportFailureTests {
  @Test("An answer that two read at the same time is an error for the second, and no hang", .timeLimit(.minutes(1)))
  func readTwice() async throws {
    let isRead = Event()
    let server = try HTTPServer { _, responder in
      try responder.start(200, [:], length: 4)
      isRead.block()
      try responder.write(Array("done".utf8))
      try responder.finish()
    }
    defer { server.stop() }
    let body = try await HTTPTransports.standard.send(HTTPRequest("GET", server.address)).body
    let outcomes = await withTaskGroup(of: [UInt8]?.self) { group in
      for _ in 0..<2 {
        group.addTask {
          do {
            return try await body.next()
          } catch {
            isRead.happen()
            return nil
          }
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(outcomes.compactMap { $0 } == [Array("done".utf8)])
  }

  private let transport = TestTransport.make()

  private func serve(_ handler: @escaping HTTPServer.Handler) throws -> HTTPServer { try HTTPServer(handler: handler) }

  @Test("An answer that is cut off is an error", arguments: [true, false])
  func cutOff(withLength: Bool) async throws {
    let server = try serve { _, responder in
      try responder.start(200, [:], length: withLength ? 1000 : nil)
      try responder.write([1, 2, 3])
      responder.abort()
    }
    defer { server.stop() }
    let error = await TestTransport.failure {
      _ = try await transport.send(HTTPRequest("GET", server.address)).body.collect()
    }
    #expect(error?.kind == .connectionLost && error?.wasSent == true)
  }

  @Test("Nothing listens: the request was certainly not sent")
  func refused() async throws {
    let server = try serve { _, _ in }
    try server.goDown()
    let error = await TestTransport.failure {
      _ = try await transport.send(HTTPRequest("POST", server.address, body: .bytes([1])))
    }
    #expect(error?.kind == .cannotConnect && error?.wasSent == false)
  }

  @Test("A host that does not exist cannot be reached")
  func unknownHost() async throws {
    let error = await TestTransport.failure {
      _ = try await transport.send(HTTPRequest("GET", "http://no-such-host.invalid/"))
    }
    #expect(error?.kind == .cannotConnect && error?.wasSent == false)
  }

  @Test(
    "What is no request is refused",
    arguments: [
      "", "x", "ftp://localhost/", "file:///etc/passwd", "http://", "http://a b/", "http://user:word@localhost/",
    ]
  )
  func invalidAddresses(url: String) async throws {
    let error = await TestTransport.failure { _ = try await transport.send(HTTPRequest("GET", url)) }
    #expect(error?.kind == .invalidRequest && error?.wasSent == false)
  }

  @Test("No header field can become two")
  func injection() async throws {
    for fields: HTTPFields in [["A": "b\r\nC: d"], ["A\nB": "c"], ["": "a"], ["A:": "b"]] {
      let request = HTTPRequest("GET", "http://localhost:1/", fields: fields)
      let error = await TestTransport.failure { _ = try await transport.send(request) }
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
      let error = await TestTransport.failure { _ = try await transport.send(request) }
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
    let error = await TestTransport.failure {
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
    let error = await TestTransport.failure {
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
      connections.threads.start {
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
    let error = await TestTransport.failure {
      _ = try await transport.send(HTTPRequest("GET", "http://127.0.0.1:\(listener.port)/")).body.collect()
    }
    connections.threads.wait()
    #expect([.invalidResponse, .connectionLost].contains(error?.kind) && error?.wasSent == true)
  }
}
