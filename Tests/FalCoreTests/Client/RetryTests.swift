import FalCore
import FalEmulator
import FalHTTPServer
import FalSystem
import TestSupport
import Testing

@Suite("Retries", .timeLimit(.minutes(2)))
struct RetryTests {
  /// A server that answers with one status after another, then with success; and how often it was asked.
  private func answers(
    _ statuses: [Int],
    _ fields: HTTPFields = [:],
    work: (FalClient) async throws -> Void
  ) async throws -> (error: FalError?, count: Int) {
    let count = Lock(0)
    let server = try HTTPServer { request, responder in
      let number = count.withLock { count in
        defer { count += 1 }
        return count
      }
      try request.readBody { _ in }
      if number < statuses.count {
        return try responder.respond(statuses[number], fields, Array("<html>nginx</html>".utf8))
      }
      try responder.respond(200, [:], Array(#"{"request_id":"r","status":"COMPLETED"}"#.utf8))
    }
    defer { server.stop() }
    var configuration = FalConfiguration(credentials: try FalCredentials(key: "a:b"))
    configuration.hosts = FalHosts(run: server.address, queue: server.address)
    configuration.retries = RetryPolicy(attempts: 4, delay: .milliseconds(1), longestDelay: .milliseconds(3))
    let client = try FalClient(configuration)
    let error = await falError { try await work(client) }
    return (error, count.withLock { $0 })
  }

  private static let handle = RequestHandle<JSON>(endpoint: "a/b", requestID: "r")

  @Test(
    "Each call is made again after what its row says",
    arguments: [408, 409, 429, 499, 500, 502, 503, 504, 520, 524]
  )
  func table(status: Int) async throws {
    let calls: [(name: String, repeated: Set<Int>, work: @Sendable (FalClient) async throws -> Void)] = [
      ("submit", [429], { _ = try await $0.submit(to: "a/b", input: ["x": 1]) }),
      ("run", [429], { _ = try await $0.run("a/b", input: ["x": 1]) }),
      ("stream", [429], { for try await _ in $0.stream("a/b", input: ["x": 1]) {} }),
      ("status", [408, 409, 429, 500, 502, 503, 504, 520, 524], { _ = try await $0.status(of: Self.handle) }),
      ("result", [408, 409, 429, 502, 503, 504, 520, 524], { _ = try await $0.result(of: Self.handle) }),
      ("cancel", [408, 409, 429, 502, 503, 504, 520, 524], { try await $0.cancel(Self.handle) }),
    ]
    for call in calls {
      let (error, count) = try await answers([status, status], work: call.work)
      let isRepeated = call.repeated.contains(status)
      #expect(count == (isRepeated ? 3 : 1), "\(call.name)")
      #expect((error == nil) == isRepeated, "\(call.name)")
      #expect(isRepeated || error?.mayHaveBeenAccepted == (call.name == "submit"), "\(call.name)")
    }
  }

  @Test("Not for ever")
  func attempts() async throws {
    let (error, count) = try await answers([503, 503, 503, 503, 503]) { _ = try await $0.status(of: Self.handle) }
    #expect(count == 4 && error?.status == 503 && error?.kind == .server && error?.isRetryable == true)
    #expect(error?.message == "the server answered with HTTP status 503")
  }

  @Test(
    "Not when the server says that it is of no use",
    arguments: [("X-Fal-Request-Timeout-Type", "user"), ("X-Fal-Retryable", "false")]
  )
  func advice(name: String, value: String) async throws {
    let (error, count) = try await answers([504], [name: value]) { _ = try await $0.result(of: Self.handle) }
    #expect(count == 1 && error?.status == 504)
  }

  @Test("A connection that breaks after a submit was sent is an error that says so; a status is asked again")
  func brokenConnections() async throws {
    var configuration = EmulatorConfiguration()
    configuration.faults = .script([
      (.submit, .resetAfter), (.submit, .resetBefore), (.status, .resetAfter), (.status, .garbage),
    ])
    // Garbage is asked for again as well.
    let fal = try LocalFal(configuration)
    defer { fal.emulator.stop() }
    for accepted in [1, 1] {
      let error = await falError { _ = try await fal.client.submit(to: Echo.self, input: .init(prompt: "x")) }
      #expect(error?.kind == .connection && error?.mayHaveBeenAccepted == true)
      #expect(error?.description.contains("may have accepted the request") == true)
      #expect(fal.emulator.statistics.accepted == accepted)
    }
    let handle = try await fal.client.submit(to: Echo.self, input: .init(prompt: "x"))
    _ = try await fal.client.status(of: handle)
    #expect(fal.emulator.statistics.received[.status] == 3)
  }

  @Test("A result that is cut off is fetched again")
  func cutOffResult() async throws {
    var configuration = EmulatorConfiguration()
    configuration.faults = .script([(.result, .cutOff), (.result, .resetAfter), (.status, .cutOff)])
    let fal = try LocalFal(configuration)
    defer { fal.emulator.stop() }
    let handle = try await fal.client.submit(to: Echo.self, input: .init(prompt: "x"))
    var options = FollowOptions()
    options.usesStatusStream = false
    #expect(try await fal.client.wait(for: handle, options: options).output.echo["prompt"] == "x")
    #expect(fal.emulator.statistics.received[.result] == 3)
  }

  @Test("Nothing listens: the submit is tried again, and certainly did not arrive")
  func notListening() async throws {
    let fal = try LocalFal()
    try fal.emulator.goDown()
    let error = await falError { _ = try await fal.client.submit(to: Echo.self, input: .init(prompt: "x")) }
    #expect(error?.kind == .connection && error?.mayHaveBeenAccepted == false && error?.isRetryable == true)
  }
}
