import FalCore
import FalEmulator
import FalHTTPServer
import FalPlatform
import FalSystem
import TestSupport
import Testing

@Suite("Errors of the Platform API", .timeLimit(.minutes(2)))
struct PlatformErrorTests {
  private static func body(_ type: String, _ message: String) -> String {
    #"{"error":{"type":"\#(type)","message":"\#(message)","request_id":"r"}}"#
  }

  @Test(
    "Each status is a kind of error, with fal's words",
    arguments: [
      (400, "validation_error", FalError.Kind.invalidInput, false), (401, "authorization_error", .unauthorized, false),
      (403, "authorization_error", .forbidden, false), (404, "not_found", .notFound, false),
      (429, "rate_limited", .rateLimited, true), (500, "server_error", .server, true),
      (501, "not_implemented", .server, false),
    ]
  )
  func kinds(status: Int, type: String, kind: FalError.Kind, isRetryable: Bool) async throws {
    let platform = try ScriptedPlatform(Self.body(type, "so it is"), status: status)
    let error = await falError { _ = try await platform.client.models().all() }
    #expect(error?.kind == kind && error?.status == status && error?.type == type)
    #expect(error?.message.hasPrefix("the catalogue: so it is") == true && error?.isRetryable == isRetryable)
    #expect(platform.count == (isRetryable ? 3 : 1))
    #expect(error?.mayHaveBeenAccepted == false)
  }

  @Test(
    "Calls are made again, estimates among them, as they change nothing",
    arguments: [408, 429, 500, 502, 503, 504]
  )
  func retries(status: Int) async throws {
    let works: [(body: String, work: @Sendable (FalClient) async throws -> Void)] = [
      (#"{"models":[]}"#, { _ = try await $0.models().all() }),
      (#"{"prices":[]}"#, { _ = try await $0.prices(of: ["a/b"]) }),
      (#"{"total_cost":1,"currency":"USD"}"#, { _ = try await $0.estimatedCost(ofCalls: ["a/b": 1]) }),
    ]
    for (body, work) in works {
      let platform = try ScriptedPlatform { count, _ in
        count < 2 ? (status, ["Retry-After": "0"], "<html>nginx</html>") : (200, [:], body)
      }
      try await work(platform.client)
      #expect(platform.count == 3)
    }
  }

  @Test("As long as fal asks for is waited for, and not at all when that is longer than the policy's limit")
  func retryAfter() async throws {
    let platform = try ScriptedPlatform { count, _ in
      count == 0
        ? (429, ["Retry-After": "3600"], Self.body("rate_limited", "slow down")) : (200, [:], #"{"models":[]}"#)
    }
    let error = await falError { _ = try await platform.client.models().all() }
    #expect(error?.kind == .rateLimited && error?.retryAfter == .seconds(3600) && platform.count == 1)
    #expect(error?.message.hasSuffix("slow down; the server asks to wait 3600 s") == true)
    let patient = try ScriptedPlatform { count, _ in
      count == 0
        ? (429, ["Retry-After": "0.001"], Self.body("rate_limited", "slow down")) : (200, [:], #"{"models":[]}"#)
    }
    _ = try await patient.client.models().all()
    #expect(patient.lines.withLock { $0.contains { $0.contains("slow down; attempt 2 in 1 ms") } })
  }

  @Test("An error about the key says what to do")
  func advice() async throws {
    let body = Self.body("authorization_error", "Authentication required")
    let refused = try ScriptedPlatform(body, status: 401)
    let error = await falError { _ = try await refused.client.prices(of: ["a/b"]) }
    #expect(error?.message.hasPrefix("prices: Authentication required; fal does not accept the key") == true)
    let keyless = try ScriptedPlatform({ $0.credentials = nil }) { _, _ in (401, [:], body) }
    let other = await falError { _ = try await keyless.client.prices(of: ["a/b"]) }
    #expect(other?.message.contains("no key was sent: set FAL_KEY") == true)
  }

  @Test("The key goes to the configured host, is in no log and no error, and is not needed for the catalogue")
  func secrecy() async throws {
    let strangers = Lock<[String?]>([])
    let stranger = try HTTPServer { request, responder in
      strangers.withLock { $0.append(request.headers["Authorization"]) }
      try responder.respond(200, [:], Array(#"{"models":[]}"#.utf8))
    }
    defer { stranger.stop() }
    let keys = Lock<[String?]>([])
    let address = stranger.address
    let platform = try ScriptedPlatform { count, request in
      keys.withLock { $0.append(request.headers["Authorization"]) }
      return count == 0
        ? (307, ["Location": "\(address)/v1/models"], "") : (403, [:], Self.body("authorization_error", "no"))
    }
    _ = try await platform.client.models().all()
    let error = await falError { _ = try await platform.client.prices(of: ["a/b"]) }
    #expect(strangers.withLock { $0 } == [nil])
    #expect(keys.withLock { $0 } == ["Key \(ScriptedPlatform.key)", "Key \(ScriptedPlatform.key)"])
    var dumped = ""
    dump(error, to: &dumped)
    for text in platform.lines.withLock({ $0 }) + [dumped, "\(error as Any)"] { #expect(!text.contains("very-secret")) }

    var configuration = EmulatorConfiguration()
    configuration.key = "id:secret"
    let fal = try LocalFal(configuration) { $0.credentials = nil }
    #expect(try await fal.client.models(ModelQuery(category: "training")).all().isEmpty == false)
  }

  @Test("A gateway has no Platform API, a proxy is asked for it")
  func routing() async throws {
    let gateway = try ScriptedPlatform({ $0.routing = .gateway(url: "https://gateway.example", scheme: "Bearer") }) {
      _,
      _ in
      (200, [:], "{}")
    }
    let error = await falError { _ = try await gateway.client.models().all() }
    #expect(error?.kind == .unsupported && error?.message.contains("gateway") == true)
    let targets = Lock<[String]>([])
    let server = try HTTPServer { request, responder in
      targets.withLock { $0.append(request.headers["x-fal-target-url"] ?? "-") }
      try responder.respond(200, [:], Array(#"{"models":[]}"#.utf8))
    }
    defer { server.stop() }
    var configuration = FalConfiguration()
    configuration.routing = .proxy(url: server.address + "/proxy")
    _ = try await FalClient(configuration).models().all()
    #expect(targets.withLock { $0 } == ["https://api.fal.ai/v1/models"])
  }

  @Test("Without encryption only this machine is asked")
  func insecure() throws {
    var configuration = FalConfiguration()
    configuration.hosts.platform = "http://api.fal.ai"
    #expect(throws: FalError.self) { try FalClient(configuration) }
  }
}
