import FalCore
import FalSystem
import TestSupport
import Testing

@testable import FalProxy

/// Which targets are asked, and which are not.
@Suite("Targets", .timeLimit(.minutes(2)))
struct TargetTests {
  struct Target: Sendable, CustomTestStringConvertible {
    let method: String
    /// With `{A}` for the server's address, `{P}` for its port, and `{R}` for the address of a request.
    let text: String

    init(_ method: String, _ text: String) {
      self.method = method
      self.text = text
    }

    var testDescription: String { "\(method) \(text.debugDescription)" }

    func text(at address: String) -> String {
      let port = address.split(separator: ":").last.map(String.init) ?? ""
      let words = [("{R}", "{A}" + TargetTests.request), ("{A}", address), ("{P}", port)]
      return words.reduce(text) { text, word in
        text.split(separator: word.0, omittingEmptySubsequences: false).joined(separator: word.1)
      }
    }
  }

  private static let request = "/queue/fal-ai/flux/requests/764cabcf-b745-4b3e-ae38-1200304cf45b"

  private static let permitted: [(Target, String)] = [
    (Target("POST", "{A}/run/fal-ai/flux/dev"), "/run/fal-ai/flux/dev"),
    (Target("POST", "{A}/run/fal-ai/flux/dev/"), "/run/fal-ai/flux/dev"),
    (Target("POST", "{A}/run/fal-ai/flux/dev/stream"), "/run/fal-ai/flux/dev/stream"),
    (Target("POST", "{A}/run/acme/echo/fast/stream"), "/run/acme/echo/fast/stream"),
    (Target("POST", "{A}/run/acme/echo/fast/stream/"), "/run/acme/echo/fast/stream"),
    (Target("POST", "HTTP://127.0.0.1:{P}/queue/acme/echo/fast"), "/queue/acme/echo/fast"),
    (Target("POST", "{A}/queue/fal-ai/flux/dev"), "/queue/fal-ai/flux/dev"),
    (
      Target("POST", "{A}/queue/fal-ai/flux/dev?fal_max_queue_length=3"),
      "/queue/fal-ai/flux/dev?fal_max_queue_length=3"
    ),
    (Target("GET", "{R}"), "{Q}"),
    (Target("GET", "{R}/"), "{Q}"),
    (Target("GET", "{R}/response"), "{Q}/response"),
    (Target("GET", "{R}/status?logs=1"), "{Q}/status?logs=1"),
    (Target("GET", "{R}/status/stream?logs=0"), "{Q}/status/stream?logs=0"),
    (Target("PUT", "{R}/cancel"), "{Q}/cancel"),
    (Target("GET", "{A}/queue/acme/echo/requests/r/status"), "/queue/acme/echo/requests/r/status"),
    (
      Target("POST", "{A}/rest/storage/upload/initiate?storage_type=fal-cdn-v3"),
      "/rest/storage/upload/initiate?storage_type=fal-cdn-v3"
    ),
    (
      Target("POST", "{A}/rest/storage/upload/initiate-multipart?storage_type=gcs"),
      "/rest/storage/upload/initiate-multipart?storage_type=gcs"
    ),
    (Target("POST", "{A}/rest/storage/upload/complete-multipart"), "/rest/storage/upload/complete-multipart"),
    (Target("PUT", "{A}/cdn/signed/a%20b.png?sig=a%2Fb%3D&x"), "/cdn/signed/a%20b.png?sig=a%2Fb%3D&x"),
    (Target("PUT", "{A}/cdn/files/x/3?sig=1"), "/cdn/files/x/3?sig=1"),
    (Target("POST", "{A}/cdn/files/x/complete?sig=1"), "/cdn/files/x/complete?sig=1"),
  ]

  @Test("What is allowed is asked where it belongs", arguments: permitted)
  func allowed(target: Target, path: String) async throws {
    let upstream = try Upstream()
    defer { upstream.stop() }
    let answer = try await upstream.proxy().answer(target.method, target.text(at: upstream.address))
    #expect(answer.status == 200)
    let expected = path.hasPrefix("{Q}") ? Self.request + path.dropFirst(3) : path
    #expect(upstream.received.map(\.target) == [expected])
    let key = path.hasPrefix("/cdn") ? nil : "Key \(Upstream.key)"
    #expect(upstream.received.map { $0.fields["Authorization"] } == [key])
  }

  /// Nothing, or no address.
  private static let addresses: [Target] = [
    Target("POST", ""), Target("POST", " "), Target("POST", "x"), Target("POST", "://"), Target("POST", "http://"),
    Target("POST", "{A}"), Target("POST", "{A}/"), Target("POST", "{A}/run"), Target("POST", "{A}/run/"),
    Target("POST", "/run/fal-ai/flux/dev"), Target("POST", "//127.0.0.1:{P}/run/fal-ai/flux/dev"),
    Target("POST", "file:///etc/passwd"), Target("POST", "gopher://127.0.0.1:{P}/run/fal-ai/flux/dev"),
    Target("POST", "ftp://127.0.0.1:{P}/run/fal-ai/flux/dev"), Target("POST", "ws://127.0.0.1:{P}/run/fal-ai/flux/dev"),
  ]

  /// Another server, or the same by another name.
  private static let servers: [Target] = [
    Target("POST", "https://127.0.0.1:{P}/run/fal-ai/flux/dev"),
    Target("POST", "http://localhost:{P}/run/fal-ai/flux/dev"),
    Target("POST", "http://[::1]:{P}/run/fal-ai/flux/dev"),
    Target("POST", "http://2130706433:{P}/run/fal-ai/flux/dev"),
    Target("POST", "http://127.1:{P}/run/fal-ai/flux/dev"),
    Target("POST", "http://0x7f000001:{P}/run/fal-ai/flux/dev"),
    Target("POST", "http://127.0.0.1/run/fal-ai/flux/dev"), Target("POST", "http://127.0.0.1:1/run/fal-ai/flux/dev"),
    Target("POST", "http://127.0.0.1:{P}0/run/fal-ai/flux/dev"),
    Target("POST", "http://127.0.0.1.:{P}/run/fal-ai/flux/dev"),
    Target("POST", "https://fal.run/fal-ai/flux/dev"), Target("POST", "https://queue.fal.run/fal-ai/flux/dev"),
    Target("POST", "https://evil.example/run/fal-ai/flux/dev"),
    Target("POST", "http://127.0.0.1:{P}.evil.example/run/fal-ai/flux/dev"),
    Target("POST", "http://evil.example#{A}/run/fal-ai/flux/dev"),
    Target("POST", "http://evil.example?{A}/run/fal-ai/flux/dev"),
    Target("POST", "http://evil.example\\@127.0.0.1:{P}/run/fal-ai/flux/dev"),
  ]

  /// Users.
  private static let users: [Target] = [
    Target("POST", "http://user@127.0.0.1:{P}/run/fal-ai/flux/dev"),
    Target("POST", "http://user:password@127.0.0.1:{P}/run/fal-ai/flux/dev"),
    Target("POST", "http://127.0.0.1:{P}@evil.example/run/fal-ai/flux/dev"),
    Target("POST", "http://127.0.0.1:{P}%40evil.example/run/fal-ai/flux/dev"),
    Target("POST", "http://:@127.0.0.1:{P}/run/fal-ai/flux/dev"),
  ]

  /// Other services, and endpoints that are not allowed.
  private static let services: [Target] = [
    Target("GET", "{A}/platform/v1/models"), Target("POST", "{A}/platform/v1/models"), Target("GET", "{A}/site/models"),
    Target("GET", "{A}/rest/billing"), Target("POST", "{A}/rest/keys"), Target("POST", "{A}/rest/storage/upload"),
    Target("POST", "{A}/rest/storage/auth/token?storage_type=fal-cdn-v3"), Target("POST", "{A}/rest/tokens/"),
    Target("POST", "{A}/rest/tokens/realtime"), Target("POST", "{A}/rest/storage/upload/initiate/x"),
    Target("POST", "{A}/run/fal-ai/flux"), Target("POST", "{A}/run/fal-ai/fluxx/dev"),
    Target("POST", "{A}/run/acme/echo"),
    Target("POST", "{A}/run/acme/echo/fast/x"), Target("POST", "{A}/run/acme/echo/fast/stream/stream"),
    Target("POST", "{A}/run/acme/echo/fastest"), Target("POST", "{A}/run/ACME/echo/fast"),
    Target("POST", "{A}/run/Fal-AI/flux/dev"), Target("POST", "{A}/queue/acme/echo/fast/stream"),
    Target("POST", "{A}/run/workflows/fal-ai/flux/dev"), Target("POST", "{A}/runfal-ai/flux/dev"),
    Target("POST", "{A}/RUN/fal-ai/flux/dev"), Target("POST", "{A}/run//fal-ai/flux/dev"),
    Target("POST", "{A}/run/fal-ai//flux/dev"), Target("POST", "{A}/run/fal-ai/flux/dev//"),
    Target("POST", "{A}//run/fal-ai/flux/dev"), Target("POST", "{A}/run/x/run/fal-ai/flux/dev"),
  ]

  /// Ways up, and what may be one.
  private static let ways: [Target] = [
    Target("POST", "{A}/run/fal-ai/flux/../secret"), Target("POST", "{A}/run/fal-ai/flux/.."),
    Target("POST", "{A}/run/fal-ai/flux/./dev"), Target("POST", "{A}/run/../rest/fal-ai/flux/dev"),
    Target("POST", "{A}/run/fal-ai/flux/%2e%2e/secret"), Target("POST", "{A}/run/fal-ai/flux/%2E%2e/secret"),
    Target("POST", "{A}/run/fal-ai/flux/.%2e/secret"), Target("POST", "{A}/run/fal-ai/flux%2fdev"),
    Target("POST", "{A}/run/fal-ai/flux/%252e%252e/secret"), Target("POST", "{A}/run/fal-ai/flux/dev%00"),
    Target("POST", "{A}/run/fal-ai/flux/d%65v"), Target("POST", "{A}/run/fal-ai/flux/..;/secret"),
    Target("POST", "{A}/run/fal-ai/flux/dev;a=b"), Target("POST", "{A}/run/fal-ai/flux/dev,x"),
    Target("POST", "{A}/run/fal-ai/flux/dev@x"), Target("POST", "{A}/run/fal-ai/flux/..\\secret"),
    Target("POST", "{A}/run/fal-ai/flux\\dev"), Target("POST", "{A}\\run/fal-ai/flux/dev"),
    Target("POST", "{A}/run/fal-ai/flux/d\tev"), Target("POST", "\t{A}/run/fal-ai/flux/dev"),
    Target("POST", " {A}/run/fal-ai/flux/dev"), Target("POST", "{A}/run/fal-ai/flux/dev "),
    Target("POST", "{A}/run/fal-ai/flux/dev\0"), Target("POST", "{A}/run/fal-ai/flux/dev\r\nHost: evil.example"),
    Target("POST", "{A}/run/fal-ai/flux/dév"), Target("POST", "{A}/run/fal-ai/flux/dev\u{202E}"),
    Target("POST", "{A}/run/fal-ai/flux/dev#x"), Target("POST", "{A}/run/fal-ai/flux/dev?#"),
    Target("POST", "{A}/run/fal-ai/flux/{x}"), Target("POST", "{A}/run/fal-ai/flux/dev|x"),
    Target("POST", "{A}/run/fal-ai/flux/dev,{A}/run/fal-ai/flux/dev"),
    Target("POST", "{A}/run/fal-ai/flux/dev, {A}/run/fal-ai/flux/dev"),
    Target("POST", "{A}/run/fal-ai/flux/" + String(repeating: "a", count: 9000)),
  ]

  /// Parameters.
  private static let parameters: [Target] = [
    Target("POST", "{A}/run/fal-ai/flux/dev?fal_webhook=https://evil.example"),
    Target("POST", "{A}/queue/fal-ai/flux/dev?fal_webhook=https://evil.example"),
    Target("POST", "{A}/queue/fal-ai/flux/dev?FAL_WEBHOOK=https://evil.example"),
    Target("POST", "{A}/queue/fal-ai/flux/dev?fal%5Fwebhook=https://evil.example"),
    Target("POST", "{A}/queue/fal-ai/flux/dev?fal_max_queue_length=1&fal_webhook=https://evil.example"),
    Target("POST", "{A}/queue/fal-ai/flux/dev?fal_max_queue_length=1;fal_webhook=https://evil.example"),
    Target("POST", "{A}/queue/fal-ai/flux/dev?fal_max_queue_length=1%26fal_webhook=https://evil.example"),
    Target("POST", "{A}/queue/fal-ai/flux/dev?fal_max_queue_length=1&fal_max_queue_length=2"),
    Target("POST", "{A}/queue/fal-ai/flux/dev?fal_jwt_token=x"),
    Target("POST", "{A}/run/fal-ai/flux/dev?fal_jwt_token=x"),
    Target("POST", "{A}/queue/fal-ai/flux/dev?fal_webhook"), Target("POST", "{A}/queue/fal-ai/flux/dev?unknown=1"),
    Target("POST", "{A}/rest/storage/upload/initiate?storage_type=a%2Fb"),
    Target("POST", "{A}/rest/storage/upload/initiate?storage_type=a&key=b"),
    Target("GET", "{R}/status?fal_webhook=https://evil.example"), Target("GET", "{R}/status?logs=%zz"),
  ]

  /// Requests.
  private static let requests: [Target] = [
    Target("GET", "{A}/queue/acme/other/requests/r/status"), Target("GET", "{A}/queue/fal-ai/requests/r/status"),
    Target("GET", "{A}/queue/fal-ai/flux/requests/"), Target("GET", "{A}/queue/fal-ai/flux/requests/../status"),
    Target("GET", "{A}/queue/fal-ai/flux/requests/%2e%2e/status"),
    Target("GET", "{A}/queue/fal-ai/flux/requests/a%2F..%2Fb/status"), Target("GET", "{R}/logs"),
    Target("GET", "{R}/status/stream/x"), Target("GET", "{A}/queue/fal-ai/flux/dev/requests/r/status"),
    Target("POST", "{A}/queue/fal-ai/flux/dev/requests/r/cancel"), Target("POST", "{R}"),
    Target("POST", "{R}/cancel"), Target("GET", "{R}/cancel"), Target("PUT", "{R}/status"),
    Target("DELETE", "{R}"), Target("GET", "{A}/run/fal-ai/flux/requests/r/status"),
    Target("GET", "{A}/queue/workflows/fal-ai/flux/requests/r/status"),
  ]

  /// Methods.
  private static let methods: [Target] = [
    Target("GET", "{A}/run/fal-ai/flux/dev"), Target("PUT", "{A}/run/fal-ai/flux/dev"),
    Target("DELETE", "{A}/run/fal-ai/flux/dev"), Target("post", "{A}/run/fal-ai/flux/dev"),
    Target("OPTIONS", "{A}/run/fal-ai/flux/dev"), Target("CONNECT", "{A}/run/fal-ai/flux/dev"),
    Target("TRACE", "{A}/run/fal-ai/flux/dev"), Target("HEAD", "{A}/queue/fal-ai/flux/dev"),
    Target("", "{A}/run/fal-ai/flux/dev"), Target("POST ", "{A}/run/fal-ai/flux/dev"),
    Target("GET", "{A}/rest/storage/upload/initiate"),
  ]

  /// Files.
  private static let files: [Target] = [
    Target("GET", "{A}/cdn/files/a.png?sig=1"), Target("PUT", "{A}/cdn/files/a.png"),
    Target("PUT", "{A}/cdn/files/a.png?"),
    Target("POST", "{A}/cdn/files/upload"), Target("POST", "{A}/cdn/files/upload?x=1"),
    Target("POST", "{A}/cdn/complete?x=1"),
    Target("DELETE", "{A}/cdn/files/a.png?sig=1"), Target("PUT", "{A}/cdn/../queue/x?sig=1"),
    Target("PUT", "{A}/cdn/%2e%2e/queue/x?sig=1"), Target("PUT", "{A}/cdn/a%2Fb?sig=1"),
    Target("PUT", "{A}/cdn/a%5cb?sig=1"),
    Target("PUT", "{A}/cdn/a%00b?sig=1"), Target("PUT", "{A}/cdn/a%0d%0ab?sig=1"),
    Target("PUT", "{A}/cdn/a%252fb?sig=1"),
    Target("PUT", "{A}/cdn/a%2?sig=1"), Target("PUT", "https://v3.fal.media/files/a.png?sig=1"),
    Target("PUT", "https://evil.fal.media/files/a.png?sig=1"),
  ]

  static let hostile = [
    addresses, servers, users, services, ways, parameters, requests, methods, files,
  ].flatMap(\.self)

  @Test("What is hostile is refused, and asked of nobody", arguments: hostile)
  func refused(target: Target) async throws {
    let upstream = try Upstream()
    defer { upstream.stop() }
    let answer = try await upstream.proxy().answer(target.method, target.text(at: upstream.address))
    #expect(answer.status == 400 || answer.status == 405)
    #expect(answer.fields["x-fal-proxy-error"] == "not-sent")
    #expect(upstream.received.isEmpty)
  }

  @Test("There are more than enough of them, and none twice")
  func count() {
    #expect(Set(Self.hostile.map(\.testDescription)).count == Self.hostile.count && Self.hostile.count > 60)
  }

  @Test("A target has to be named, once")
  func fields() async throws {
    let upstream = try Upstream()
    defer { upstream.stop() }
    let target = "\(upstream.hosts.run)/fal-ai/flux/dev"
    let proxy = try upstream.proxy()
    let none = await proxy.response(to: ProxyRequest(method: "POST"))
    #expect(none.status == 400)
    let text = String(decoding: try await none.body.collect(), as: UTF8.self)
    #expect(text == #"{"detail":"Invalid request: it must have one field x-fal-target-url"}"#)
    for second in [target, "https://evil.example/", ""] {
      #expect(await proxy.answer("POST", target, fields: ["X-Fal-Target-URL": second]).status == 400)
    }
    #expect(upstream.received.isEmpty)
  }

  @Test("Webhooks, and tokens for storage, are for those who want them")
  func options() async throws {
    let upstream = try Upstream()
    defer { upstream.stop() }
    let proxy = try upstream.proxy {
      $0.allowsWebhooks = true
      $0.allowsStorageTokens = true
    }
    let submit = upstream.hosts.queue + "/fal-ai/flux/dev"
    let token = upstream.hosts.rest + "/storage/auth/token"
    let webhook = "?fal_webhook=https%3A%2F%2Fexample.com%2Fdone%3Fa%3D1"
    #expect(await proxy.answer("POST", submit + webhook).status == 200)
    #expect(await proxy.answer("POST", submit + "?fal_webhook=ftp://example.com").status == 400)
    #expect(await proxy.answer("POST", submit + webhook + "&" + webhook.dropFirst()).status == 400)
    #expect(await proxy.answer("POST", token + "?storage_type=fal-cdn-v3").status == 200)
    #expect(await proxy.answer("POST", token).status == 400)
    #expect(await proxy.answer("POST", token + "?storage_type=other").status == 400)
    #expect(
      upstream.received.map(\.target) == [
        "/queue/fal-ai/flux/dev" + webhook, "/rest/storage/auth/token?storage_type=fal-cdn-v3",
      ]
    )
  }

  @Test("Without uploads, nothing of them is let through")
  func withoutUploads() async throws {
    let upstream = try Upstream()
    defer { upstream.stop() }
    let proxy = try upstream.proxy {
      $0.allowsUploads = false
      $0.allowsStorageTokens = true
    }
    for (method, target) in [
      ("POST", "\(upstream.hosts.rest)/storage/upload/initiate"), ("PUT", "\(upstream.hosts.cdn)/x?sig=1"),
      ("POST", "\(upstream.hosts.rest)/storage/auth/token?storage_type=fal-cdn-v3"),
    ] {
      #expect(await proxy.answer(method, target).status == 400)
    }
    #expect(upstream.received.isEmpty)
  }

  @Test("Behind fal's own servers of files, all of them take uploads, and no other host of the domain")
  func fileServers() throws {
    let rules = try TargetRules(try Upstream.configuration(FalHosts()))
    for host in ["v3", "v3b", "v2"] {
      let url = "https://\(host).fal.media/files/a.png?sig=1"
      let target = try rules.target("PUT", url)
      #expect(target.url == url && !target.hasKey)
    }
    for url in [
      "https://v4.fal.media/a?s=1", "https://fal.media/a?s=1", "http://v3.fal.media/a?s=1",
      "https://v3.fal.media:8443/a?s=1",
    ] {
      #expect(throws: ProxyRefusal.self) { try rules.target("PUT", url) }
    }
    #expect(try rules.target("POST", "https://fal.run:443/fal-ai/flux/dev").url == "https://fal.run/fal-ai/flux/dev")
    #expect(try rules.target("POST", "https://FAL.run/fal-ai/flux/dev").url == "https://fal.run/fal-ai/flux/dev")
  }

  @Test("Whatever becomes of an address, the key goes to what is allowed alone")
  func fuzz() throws {
    let rules = try TargetRules(try Upstream.configuration(Upstream.hosts("http://127.0.0.1:8080")))
    var random = SeededRandom(seed: 7)
    let seeds = [
      ("POST", "/run/fal-ai/flux/dev"), ("POST", "/run/acme/echo/fast/stream"),
      ("POST", "/queue/fal-ai/flux/dev?fal_max_queue_length=10"),
      ("GET", "/queue/fal-ai/flux/requests/abc/status?logs=1"),
      ("POST", "/rest/storage/upload/initiate?storage_type=fal-cdn-v3"), ("PUT", "/cdn/signed/abc?signature=x"),
    ]
    let plain = "[A-Za-z0-9._~-]+"
    let shapes = [
      "(run|queue)/fal-ai/flux(/\(plain))+", "(run|queue)/acme/echo/fast", "run/acme/echo/fast/stream",
      "queue/(fal-ai/flux|acme/echo)/requests/\(plain)(/status(/stream)?|/response|/cancel)?",
      "rest/storage/upload/(initiate|initiate-multipart|complete-multipart)",
    ]
    let parameter = "[?](logs|storage_type|fal_max_queue_length)=(\(plain))?"
    let allowed = try Regex("http://127[.]0[.]0[.]1:8080/(\(shapes.joined(separator: "|")))(\(parameter))?")
    var passed = 0
    let words = [
      "/", "..", "%2e", "?", "&", "=", "a", "/requests", "/stream", "@", "#", "//", ";", "*", "logs=1", "/cancel",
    ]
    for round in 0..<20_000 {
      let (method, path) = try #require(seeds.randomElement(using: &random))
      var text = "http://127.0.0.1:8080" + path
      if round % 4 == 0 {
        text = String(decoding: random.mutate(Array(text.utf8)), as: UTF8.self)
      } else {
        let position = text.index(text.startIndex, offsetBy: Int.random(in: 0...text.count, using: &random))
        text.insert(contentsOf: words.randomElement(using: &random) ?? "", at: position)
      }
      guard let target = try? rules.target(method, text) else { continue }
      passed += 1
      let ways = target.url.split(separator: "/").filter { $0 == "." || $0 == ".." }
      #expect(ways.isEmpty, "\(text)")
      if target.hasKey {
        #expect(try allowed.wholeMatch(in: target.url) != nil, "\(text)")
      } else {
        #expect(target.url.hasPrefix("http://127.0.0.1:8080/cdn/"), "\(text)")
      }
    }
    #expect(passed > 1000)
  }
}
