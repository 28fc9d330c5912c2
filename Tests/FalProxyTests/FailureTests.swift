import FalCore
import FalHTTPServer
import FalProxy
import FalSystem
import TestSupport
import Testing

/// What a client can know when there is no answer of fal's.
@Suite("When fal does not answer", .timeLimit(.minutes(2)))
struct FailureTests {
  @Test("Nothing was sent when there was no connection")
  func unreachable() async throws {
    let proxy = try FalProxy(try Upstream.configuration(Upstream.nowhere))
    let answer = await proxy.answer("POST", Upstream.nowhere.queue + "/fal-ai/flux/dev", body: .bytes([1]))
    #expect(answer.status == 502 && answer.fields["x-fal-proxy-error"] == "not-sent")
    #expect(try await answer.body.collect() == Array(#"{"detail":"fal could not be reached"}"#.utf8))
  }

  @Test("Nobody knows when the connection broke after the submit, and falkit's client does not submit again")
  func broken() async throws {
    let upstream = try Upstream { _, responder in responder.abort() }
    defer { upstream.stop() }
    let proxy = try upstream.proxy()
    let answer = await proxy.answer("POST", upstream.hosts.queue + "/fal-ai/flux/dev", body: .bytes([1]))
    #expect(answer.status == 502 && answer.fields["x-fal-proxy-error"] == "unknown")
    let server = try ProxyServer(proxy)
    var configuration = FalConfiguration()
    configuration.hosts = upstream.hosts
    configuration.routing = .proxy(url: server.url)
    let error = await falError { _ = try await FalClient(configuration).submit(to: "fal-ai/flux/dev", input: ["a": 1]) }
    #expect(error?.status == 502 && error?.mayHaveBeenAccepted == true)
    #expect(upstream.received.count == 2)
  }

  @Test("A connection that breaks before all has been sent is not the client's fault", arguments: [100, nil])
  func brokenEarly(length: Int?) async throws {
    struct Enough: Error {}
    let server = try HTTPServer { request, responder in
      do { try request.readBody { _ in throw Enough() } } catch is Enough { responder.abort() }
    }
    defer { server.stop() }
    let (silence, unused) = AsyncStream.makeStream(of: [UInt8].self)
    defer { unused.finish() }
    let pieces = Lock<[[UInt8]]>([[1, 2, 3]])
    let answer = try await FalProxy(try Upstream.configuration(Upstream.hosts(server.address))).answer(
      "POST",
      server.address + "/queue/fal-ai/flux/dev",
      body: .pieces(length: length) {
        if let piece = pieces.withLock({ $0.popLast() }) { return piece }
        // Nothing more comes, until nobody waits for it.
        return await silence.first { _ in true }
      }
    )
    #expect(answer.status == 502 && answer.fields["x-fal-proxy-error"] == "unknown")
  }

  @Test("A fal that is silent is given up, where it is a call and not a model that works")
  func silent() async throws {
    let gate = Event()
    let upstream = try Upstream { received, responder in
      gate.block()
      try responder.respond(200)
    }
    defer { upstream.stop() }
    let proxy = try upstream.proxy { $0.silence = .milliseconds(300) }
    let answer = await proxy.answer("POST", upstream.hosts.queue + "/fal-ai/flux/dev", body: .bytes([1]))
    #expect(answer.status == 504 && answer.fields["x-fal-proxy-error"] == "unknown")
    gate.happen()
    #expect(await proxy.answer("POST", upstream.hosts.run + "/fal-ai/flux/dev", body: .bytes([1])).status == 200)
  }

  @Test("An answer that breaks in the middle breaks")
  func half() async throws {
    let upstream = try Upstream { _, responder in
      try responder.start(200, length: 100)
      try responder.write([1, 2, 3])
      responder.abort()
    }
    defer { upstream.stop() }
    let answer = try await upstream.proxy().answer("POST", upstream.hosts.run + "/fal-ai/flux/dev")
    await #expect(throws: TransportError.self) {
      if answer.status == 502 { throw TransportError(.connectionLost, "before the head", wasSent: true) }
      _ = try await answer.body.collect()
    }
  }

  @Test(
    "Statuses of fal's come back as they are",
    arguments: [200, 202, 204, 400, 401, 403, 404, 405, 422, 429, 500, 502, 503, 504]
  )
  func statuses(status: Int) async throws {
    let upstream = try Upstream { _, responder in try responder.respond(status, [:], status == 204 ? [] : [1, 2]) }
    defer { upstream.stop() }
    let answer = try await upstream.proxy().answer("POST", upstream.hosts.queue + "/fal-ai/flux/dev")
    #expect(answer.status == status && answer.fields["x-fal-proxy-error"] == nil)
    #expect(try await answer.body.collect() == (status == 204 ? [] : [1, 2]))
  }
}
