import FalCore
import FalEmulator
import FalHTTPServer
import FalSystem
import TestSupport
import Testing

/// Where the key goes, and where it does not.
@Suite("The key", .timeLimit(.minutes(2)))
struct KeyTests {
  private static let secret = "11111111-2222:very-secret"

  private func configuration(_ address: String) throws -> FalConfiguration {
    var configuration = FalConfiguration(credentials: try FalCredentials(key: Self.secret))
    configuration.hosts = FalHosts(run: address, queue: address)
    configuration.fields = ["X-Own": "mine"]
    configuration.retries = .never
    return configuration
  }

  @Test("A redirect to another port never carries the key; on the same one it does", arguments: [true, false])
  func redirects(leavesHost: Bool) async throws {
    let seen = Lock<[String?]>([])
    let other = try HTTPServer { request, responder in
      seen.withLock { $0 += [request.headers["Authorization"], request.headers["X-Own"]] }
      try responder.respond(200, [:], Array(#"{"status":"COMPLETED"}"#.utf8))
    }
    defer { other.stop() }
    let target = Lock(other.address)
    let server = try HTTPServer { request, responder in
      if request.path.hasSuffix("/status") {
        return try responder.respond(307, ["Location": leavesHost ? target.withLock { $0 } + "/x" : "/elsewhere"])
      }
      seen.withLock { $0 += [request.headers["Authorization"], request.headers["X-Own"]] }
      try responder.respond(200, [:], Array(#"{"status":"COMPLETED"}"#.utf8))
    }
    defer { server.stop() }
    let client = try FalClient(configuration(server.address))
    let handle = RequestHandle<JSON>(endpoint: "a/b", requestID: "r")
    #expect(try await client.status(of: handle).phase == .completed)
    #expect(seen.withLock { $0 } == (leavesHost ? [nil, nil] : ["Key \(Self.secret)", "mine"]))
  }

  @Test("A submit is not redirected")
  func submitIsNotRedirected() async throws {
    let count = Lock(0)
    let server = try HTTPServer { _, responder in
      count.withLock { $0 += 1 }
      try responder.respond(307, ["Location": "/elsewhere"])
    }
    defer { server.stop() }
    let error = await falError {
      _ = try await FalClient(configuration(server.address)).submit(to: "a/b", input: ["a": 1])
    }
    #expect(error?.kind == .invalidResponse && error?.status == 307)
    #expect(count.withLock { $0 } == 1)
  }

  @Test("Redirects have an end")
  func endlessRedirects() async throws {
    let count = Lock(0)
    let server = try HTTPServer { _, responder in
      count.withLock { $0 += 1 }
      try responder.respond(302, ["Location": "/again"])
    }
    defer { server.stop() }
    let handle = RequestHandle<JSON>(endpoint: "a/b", requestID: "r")
    let error = await falError { _ = try await FalClient(configuration(server.address)).status(of: handle) }
    #expect(error?.message.contains("more than 5") == true)
    #expect(count.withLock { $0 } == 6)
  }

  @Test("An address that a strange host is in is not used, returned or decoded")
  func returnedAddresses() async throws {
    let strangers = Lock(0)
    let stranger = try HTTPServer { _, responder in
      strangers.withLock { $0 += 1 }
      try responder.respond(200)
    }
    defer { stranger.stop() }
    let paths = Lock<[String]>([])
    let address = stranger.address
    let server = try HTTPServer { request, responder in
      paths.withLock { $0.append(request.path) }
      let body: JSON =
        request.method == "POST"
        ? ["request_id": "r", "response_url": .string("\(address)/steal")] : ["status": "COMPLETED", "ok": true]
      try responder.respond(200, [:], body.utf8())
    }
    defer { server.stop() }
    let client = try FalClient(configuration(server.address))
    #expect(try await client.subscribe(to: "a/b/c", input: ["x": 1]).json["ok"] == true)
    #expect(strangers.withLock { $0 } == 0)
    #expect(
      Set(paths.withLock { $0 }) == [
        "/a/b/c", "/a/b/requests/r/status/stream", "/a/b/requests/r/status", "/a/b/requests/r",
      ]
    )
  }

  @Test("It is in no description, log or error")
  func secrecy() async throws {
    let server = try HTTPServer { _, responder in try responder.respond(401, [:], Array(#"{"detail":"no"}"#.utf8)) }
    defer { server.stop() }
    let lines = Lock<[String]>([])
    var configuration = try configuration(server.address)
    configuration.log = { message in lines.withLock { $0.append("\(message)") } }
    let client = try FalClient(configuration)
    let error = await falError { _ = try await client.submit(to: "a/b", input: ["a": 1]) }
    #expect(error?.kind == .unauthorized)
    var dumped = ""
    dump(client, to: &dumped)
    dump(configuration, to: &dumped)
    dump(error, to: &dumped)
    let texts =
      ["\(client)", "\(configuration)", String(reflecting: configuration.credentials), dumped] + lines.withLock { $0 }
    #expect(!lines.withLock { $0 }.isEmpty)
    for text in texts { #expect(!text.contains("very-secret")) }
  }

  @Test("Whoever dumps a client or a request does not see the keys of requests on their way")
  func dumps() async throws {
    let arrived = Event()
    let mayAnswer = Event()
    let server = try HTTPServer { _, responder in
      arrived.happen()
      mayAnswer.block()
      try responder.respond(200, [:], Array(#"{"status":"COMPLETED"}"#.utf8))
    }
    defer { server.stop() }
    let client = try FalClient(configuration(server.address))
    async let status = client.status(of: RequestHandle<JSON>(endpoint: "a/b", requestID: "r"))
    await arrived.wait()
    let request = HTTPRequest(
      "GET",
      server.address,
      fields: ["authorization": "Key \(Self.secret)", "X-Api-Key": Self.secret, "Accept": "text/plain"]
    )
    var dumped = "\(request) \(request.fields) \(String(reflecting: request.fields))"
    dump(request, to: &dumped)
    var dumpedClient = ""
    dump(client, to: &dumpedClient)
    dump(client.configuration, to: &dumpedClient)
    mayAnswer.happen()
    #expect(try await status.phase == .completed)
    #expect(!dumped.contains("very-secret"))
    #expect(dumped.contains("authorization") && dumped.contains("text/plain"))
    #expect(!dumpedClient.contains("very-secret") && !dumpedClient.contains("/requests/"))
  }

  @Test(
    "Without encryption only this machine is asked",
    arguments: [
      "http://fal.run", "http://127.0.0.1.evil.com", "http://localhost.evil.com", "ftp://x", "https://me:key@fal.run",
    ]
  )
  func insecure(host: String) throws {
    #expect(throws: FalError.self) { try FalClient(configuration(host)) }
    for host in ["http://127.0.0.1:8080", "http://localhost", "http://[::1]:1", "https://fal.run"] {
      _ = try FalClient(configuration(host))
    }
  }

  @Test("The environment's keys and hosts")
  func environment() throws {
    #expect(try FalCredentials(environment: ["FAL_KEY": "a:b"]) == FalCredentials(key: "a:b"))
    #expect(
      try FalCredentials(environment: ["FAL_KEY": "", "FAL_KEY_ID": "a", "FAL_KEY_SECRET": "b"])
        == FalCredentials(key: "a:b")
    )
    #expect(try FalCredentials(environment: ["FAL_KEY_ID": "a"]) == nil)
    #expect(throws: FalError.self) { try FalCredentials(environment: ["FAL_KEY": "a\nb"]) }
    #expect(throws: FalError.self) { try FalCredentials(key: "  ") }
    #expect(
      try FalConfiguration.from(environment: ["FAL_RUN_HOST": "fal.example"]).hosts.queue == "https://queue.fal.example"
    )
    #expect(try FalConfiguration.from(environment: ["FAL_RUN_HOST": "localhost:80"]).hosts.run == "http://localhost:80")
    #expect(throws: FalError.self) { try FalConfiguration.from(environment: ["FAL_RUN_HOST": "https://x/y"]) }
    #expect(
      try FalConfiguration.from(environment: ["FALKIT_PLATFORM_URL": "https://api.example/"]).hosts.platform
        == "https://api.example"
    )
    #expect(throws: FalError.self) {
      try FalConfiguration.from(environment: ["FALKIT_PLATFORM_URL": "http://x.example"])
    }
  }

  @Test("A gateway gets all of the queue's calls with its own scheme, and no direct runs")
  func gateway() async throws {
    let seen = Lock<[String]>([])
    let server = try HTTPServer { request, responder in
      seen.withLock { $0.append("\(request.method) \(request.path) \(request.headers["Authorization"] ?? "-")") }
      let body: JSON =
        request.method == "POST"
        ? ["request_id": "r", "response_url": "https://queue.fal.run/a/b/requests/r"] : ["status": "COMPLETED"]
      try responder.respond(200, [:], body.utf8())
    }
    defer { server.stop() }
    var configuration = try configuration("https://fal.run")
    configuration.routing = .gateway(url: server.address + "/fal-ai/", scheme: "Bearer")
    let client = try FalClient(configuration)
    _ = try await client.subscribe(to: "a/b/c", input: ["x": 1])
    #expect(seen.withLock { $0.first } == "POST /fal-ai/a/b/c Bearer \(Self.secret)")
    #expect(seen.withLock { $0.last } == "GET /fal-ai/a/b/requests/r Bearer \(Self.secret)")
    let error = await falError { _ = try await client.run("a/b", input: ["x": 1]) }
    #expect(error?.kind == .unsupported)
  }

  @Test("A server that sends the key back does not bring it into errors or results", arguments: [401, 422, 200])
  func reflected(status: Int) async throws {
    let server = try HTTPServer { request, responder in
      let key = request.headers["Authorization"] ?? ""
      let detail: JSON =
        status == 422 ? [["loc": ["body", "x"], "msg": .string("no \(key)"), "type": "t"]] : .string("bad key \(key)")
      try responder.respond(status, [:], (["detail": detail, "request_id": .string(key)] as JSON).utf8())
    }
    defer { server.stop() }
    let client = try FalClient(configuration(server.address))
    let half = try #require(Self.secret.split(separator: ":").last)
    var shown = ""
    let error = await falError { shown = "\(try await client.run("a/b", input: ["x": 1]))" }
    shown += "\(error.map { "\($0) \($0.issues) \($0.body ?? .null) \(String(reflecting: $0))" } ?? "")"
    #expect((error == nil) == (status == 200) && shown.contains("[key]"))
    #expect(!shown.contains(Self.secret) && !shown.contains(half), "\(shown)")
  }

  @Test("Addresses that paths cannot follow, or with a password in them, are refused without showing it")
  func addresses() {
    for (url, reason) in [
      ("https://me:hidden@example.com", "user or a password"), ("https://example.com/a?b=c", "? or #"),
      ("https://example.com/#f", "? or #"), ("ftp://example.com", "not an http"),
    ] {
      var configuration = FalConfiguration()
      configuration.hosts.queue = url
      let error = #expect(throws: FalError.self) { try FalClient(configuration) }
      #expect(error?.kind == .invalidConfiguration && error?.message.contains(reason) == true)
      #expect(error?.message.contains("hidden") == false)
    }
  }

  @Test("A proxy is asked instead of fal, and told what for")
  func proxy() async throws {
    let seen = Lock<[String]>([])
    let server = try HTTPServer { request, responder in
      seen.withLock { $0.append("\(request.method) \(request.path) \(request.headers["x-fal-target-url"] ?? "-")") }
      let body: JSON = request.method == "POST" ? ["request_id": "r"] : ["status": "COMPLETED"]
      try responder.respond(200, [:], body.utf8())
    }
    defer { server.stop() }
    var configuration = FalConfiguration()
    configuration.routing = .proxy(url: server.address + "/api/fal/proxy")
    _ = try await FalClient(configuration).subscribe(to: "a/b/c", input: ["x": 1])
    #expect(
      seen.withLock { $0 } == [
        "POST /api/fal/proxy https://queue.fal.run/a/b/c",
        "GET /api/fal/proxy https://queue.fal.run/a/b/requests/r/status?logs=1",
        "GET /api/fal/proxy https://queue.fal.run/a/b/requests/r",
      ]
    )
  }
}
