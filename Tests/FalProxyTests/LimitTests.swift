import FalCore
import FalHTTPServer
import FalSystem
import TestSupport
import Testing

@testable import FalProxy

@Suite("Limits of a proxy", .timeLimit(.minutes(2)))
struct LimitTests {
  private static func proxy(_ upstream: Upstream, _ limits: ProxyLimits, _ time: Lock<Duration>) throws -> FalProxy {
    let start = ContinuousClock.now
    return try upstream.proxy {
      $0.limits = limits
      $0.authorize = { ProxyCaller(id: $0.fields["X-User"] ?? "nobody") }
      $0.now = { start + time.withLock { $0 } }
    }
  }

  @Test("Requests per minute are counted for each caller, and come back with time")
  func rate() async throws {
    let upstream = try Upstream()
    defer { upstream.stop() }
    let time = Lock(Duration.zero)
    let proxy = try Self.proxy(upstream, ProxyLimits(requestsPerMinute: 3), time)
    func answer(_ user: String) async -> HTTPResponse {
      await proxy.answer("POST", upstream.hosts.run + "/fal-ai/flux/dev", fields: ["X-User": user])
    }
    for _ in 0..<3 { #expect(await answer("a").status == 200) }
    let refused = await answer("a")
    #expect(refused.status == 429 && refused.fields["Retry-After"] == "20")
    #expect(refused.fields["x-fal-proxy-error"] == "not-sent")
    #expect(await answer("b").status == 200)
    time.withLock { $0 = .seconds(19) }
    #expect(await answer("a").fields["Retry-After"] == "1")
    time.withLock { $0 = .seconds(20) }
    #expect(await answer("a").status == 200)
    #expect(await answer("a").status == 429)
    time.withLock { $0 = .seconds(600) }
    for _ in 0..<3 { #expect(await answer("a").status == 200) }
    #expect(await answer("a").status == 429)
    #expect(upstream.received.count == 8)
  }

  @Test("Requests at the same time are counted until their answers have been read, or dropped")
  func concurrency() async throws {
    let upstream = try Upstream()
    defer { upstream.stop() }
    let proxy = try Self.proxy(upstream, ProxyLimits(requestsPerMinute: nil, concurrentRequests: 1), Lock(.zero))
    let target = upstream.hosts.run + "/fal-ai/flux/dev"
    var first: HTTPResponse? = await proxy.answer("POST", target)
    #expect(first?.status == 200)
    let refused = await proxy.answer("POST", target)
    #expect(refused.status == 429 && refused.fields["Retry-After"] == "1")
    #expect(await proxy.answer("POST", target, fields: ["X-User": "other"]).status == 200)
    _ = try await first?.body.collect()
    // Read, and still held.
    var second: HTTPResponse? = await proxy.answer("POST", target)
    #expect(first?.status == 200 && second?.status == 200)
    second = nil
    first = nil
    // Dropped; and what was refused has no place.
    #expect(await proxy.answer("POST", upstream.hosts.run + "/acme/other").status == 400)
    #expect(await proxy.answer("POST", target).status == 200)
  }

  @Test("Callers who could ask for as much as new ones are forgotten")
  func forgetting() throws {
    let start = ContinuousClock.now
    let time = Lock(Duration.zero)
    let limits = CallerLimits(ProxyLimits(requestsPerMinute: 60)) { start + time.withLock { $0 } }
    let held = try limits.enter("held")
    for index in 0..<10_000 {
      time.withLock { $0 += .milliseconds(10) }
      try limits.enter("\(index)").leave()
    }
    #expect(limits.callerCount < 2500)
    held.leave()
  }

  @Test("A body that is too long is refused, by its length or when it becomes so", arguments: [true, false])
  func bodies(isKnown: Bool) async throws {
    let upstream = try Upstream()
    defer { upstream.stop() }
    let proxy = try Self.proxy(upstream, ProxyLimits(largestBody: 1000), Lock(.zero))
    let target = upstream.hosts.queue + "/fal-ai/flux/dev"
    for (count, status) in [(1000, 200), (1001, 413), (5000, 413)] {
      let left = Lock(count)
      let answer = await proxy.answer(
        "POST",
        target,
        body: .pieces(length: isKnown ? count : nil) {
          left.withLock { left in
            let piece = min(left, 100)
            left -= piece
            return piece == 0 ? nil : [UInt8](repeating: 1, count: piece)
          }
        }
      )
      #expect(answer.status == status)
    }
    #expect(upstream.received.map(\.body.count) == [1000])
  }

  @Test("A body that is not as long as announced, or breaks, is not fal's fault", arguments: [-1, 1, 0])
  func wrongLengths(difference: Int) async throws {
    struct Gone: Error {}
    let upstream = try Upstream()
    defer { upstream.stop() }
    let pieces = Lock<[[UInt8]?]>([nil, [UInt8](repeating: 1, count: 100 + difference)])
    let answer = try await upstream.proxy().answer(
      "POST",
      upstream.hosts.queue + "/fal-ai/flux/dev",
      body: .pieces(length: difference == 0 ? 200 : 100) {
        let piece = pieces.withLock { $0.popLast() ?? nil }
        if difference == 0, piece == nil { throw Gone() }
        return piece
      }
    )
    #expect(answer.status == 400 && answer.fields["x-fal-proxy-error"] == "not-sent")
    #expect(upstream.received.isEmpty)
  }
}
