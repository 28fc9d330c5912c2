import FalCore
import FalHTTPServer
import FalProxy
import FalSystem
import TestSupport
import Testing

/// Bodies on their way, in both directions.
@Suite("Bodies through a proxy", .timeLimit(.minutes(2)))
struct StreamingTests {
  private static let large = 64 << 20
  /// What sockets and transports of this machine may keep at most.
  private static let buffered = 32 << 20

  @Test("An event arrives before the next one is sent")
  func events() async throws {
    let gates = [Event(), Event(), Event()]
    let upstream = try Upstream { _, responder in
      try responder.start(200, ["Content-Type": "text/event-stream"])
      for (number, gate) in gates.enumerated() {
        try responder.write(Array("data: {\"number\":\(number)}\n\n".utf8))
        gate.block()
      }
      try responder.finish()
    }
    defer {
      for gate in gates { gate.happen() }
      upstream.stop()
    }
    let server = try ProxyServer(try upstream.proxy())
    var configuration = FalConfiguration()
    configuration.hosts = upstream.hosts
    configuration.routing = .proxy(url: server.url)
    var numbers: [Int] = []
    for try await event in try FalClient(configuration).stream("fal-ai/flux/dev", input: ["x": 1]) {
      let number = try #require(event.json["number"].int)
      numbers.append(number)
      gates[number].happen()
    }
    #expect(numbers == [0, 1, 2])
    #expect(upstream.received.map { $0.fields["Accept"] } == ["text/event-stream"])
  }

  @Test("A large body goes through to fal as it is, with and without a length", arguments: [true, false])
  func toFal(isKnown: Bool) async throws {
    let counts = Lock<[Int]>([])
    let server = try HTTPServer { request, responder in
      var (count, areRight) = (0, true)
      try request.readBody { piece in
        if piece.first != UInt8(truncatingIfNeeded: count >> 16) { areRight = count % (64 << 10) != 0 && areRight }
        count += piece.count
      }
      counts.withLock { [count, areRight] in $0 += [count, areRight ? 1 : 0] }
      try responder.respond(200)
    }
    defer { server.stop() }
    let proxy = try FalProxy(try Upstream.configuration(Upstream.hosts(server.address)))
    let next = Lock(0)
    let size = 16 << 20
    let answer = await proxy.answer(
      "POST",
      server.address + "/run/fal-ai/flux/dev",
      body: .pieces(length: isKnown ? size : nil) {
        next.withLock { next in
          guard next < size else { return nil }
          defer { next += 64 << 10 }
          return [UInt8](repeating: UInt8(truncatingIfNeeded: next >> 16), count: 64 << 10)
        }
      }
    )
    #expect(answer.status == 200 && counts.withLock { $0 } == [size, 1])
  }

  @Test("Of a large answer all comes, in order")
  func fromFal() async throws {
    let upstream = try Upstream { _, responder in
      try responder.start(200, length: 16 << 20)
      for number in 0..<256 { try responder.write([UInt8](repeating: UInt8(number), count: 64 << 10)) }
      try responder.finish()
    }
    defer { upstream.stop() }
    let answer = try await upstream.proxy().answer("POST", upstream.hosts.run + "/fal-ai/flux/dev")
    #expect(answer.fields["Content-Length"] == "\(16 << 20)")
    var (count, areRight) = (0, true)
    for try await piece in answer.body {
      areRight = areRight && piece.first == UInt8(count >> 16) && piece.last == UInt8((count + piece.count - 1) >> 16)
      count += piece.count
    }
    #expect(count == 16 << 20 && areRight)
  }

  @Test("What fal does not take is not asked of the client")
  func slowFal() async throws {
    let server = try HTTPServer { _, responder in
      responder.closesAfterAnswer = true
      try responder.respond(422, [:], Array("{}".utf8))
    }
    defer { server.stop() }
    let proxy = try FalProxy(try Upstream.configuration(Upstream.hosts(server.address)))
    let asked = Lock(0)
    let answer = await proxy.answer(
      "POST",
      server.address + "/run/fal-ai/flux/dev",
      body: .pieces(length: Self.large) {
        asked.withLock { $0 += 64 << 10 }
        return [UInt8](repeating: 1, count: 64 << 10)
      }
    )
    #expect(answer.status == 422 || answer.status == 502)
    #expect(asked.withLock { $0 } < Self.buffered)
  }

  @Test("What the client does not read is not fetched, and a client that goes ends the request")
  func slowClient() async throws {
    let (written, ended) = (Lock(0), Event())
    let upstream = try Upstream { _, responder in
      defer { ended.happen() }
      try responder.start(200)
      while true {
        try responder.write([UInt8](repeating: 1, count: 64 << 10))
        written.withLock { $0 += 64 << 10 }
      }
    }
    defer { upstream.stop() }
    let proxy = try upstream.proxy()
    do {
      let answer = await proxy.answer("POST", upstream.hosts.run + "/fal-ai/flux/dev")
      #expect(answer.status == 200)
      #expect(try await answer.body.next()?.isEmpty == false)
    }
    await ended.wait()
    #expect(written.withLock { $0 } < Self.buffered)
  }
}
