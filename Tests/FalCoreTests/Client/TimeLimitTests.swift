import FalCore
import FalEmulator
import FalHTTPServer
import TestSupport
import Testing

@Suite("Time limits of calls", .timeLimit(.minutes(1)))
struct TimeLimitTests {
  @Test("When the time is over before anything was submitted, the error says so, and why")
  func nothingSubmitted() async throws {
    let server = try HTTPServer { _, responder in try responder.respond(429, ["Retry-After": "50"], []) }
    defer { server.stop() }
    var configuration = FalConfiguration()
    configuration.hosts = FalHosts(run: server.address, queue: server.address)
    configuration.retries = RetryPolicy(longestDelay: .seconds(60))
    let client = try FalClient(configuration)
    let options = SubscribeOptions(timeout: .milliseconds(500))
    let error = await falError { _ = try await client.subscribe(to: "a/b", input: ["x": 1], options: options) }
    #expect(error?.kind == .timedOut && error?.mayHaveBeenAccepted == false && error?.retryAfter == .seconds(50))
    #expect(error?.message.contains("the last attempt to submit") == true)
  }

  @Test("The longest and the shortest times are times", arguments: [Duration.seconds(Int64.max), .zero, .seconds(-1)])
  func oddTimes(time: Duration) async throws {
    let fal = try LocalFal { configuration in
      configuration.callTimeout = max(time, .seconds(10))
      configuration.retries = RetryPolicy(attempts: 2, delay: max(time, .zero), longestDelay: max(time, .zero))
    }
    defer { fal.emulator.stop() }
    let options = SubscribeOptions(timeout: time)
    guard time <= .zero else {
      #expect(
        try await fal.client.subscribe(to: Echo.self, input: .init(prompt: "x"), options: options).requestID != nil
      )
      return
    }
    let error = await falError {
      _ = try await fal.client.subscribe(to: Echo.self, input: .init(prompt: "x"), options: options)
    }
    #expect(error?.kind == .timedOut && error?.mayHaveBeenAccepted == false)
    #expect(fal.emulator.statistics.accepted == 0)
  }
}
