import FalCore
import FalHTTPServer
import FalProxy
import FalSystem
import TestSupport
import Testing

/// Which header fields go to fal, and which come back.
@Suite("Fields of a proxy", .timeLimit(.minutes(2)))
struct FieldTests {
  @Test("fal gets its own fields, and nothing that frames, names or opens something else")
  func forwarded() async throws {
    let upstream = try Upstream()
    defer { upstream.stop() }
    let answer = try await upstream.proxy().answer(
      "POST",
      upstream.hosts.run + "/fal-ai/flux/dev",
      fields: [
        "Accept": "text/event-stream", "Content-Type": "application/json", "Idempotency-Key": "once",
        "X-App-Fal-Disable-Fallback": "1", "X-Fal-Queue-Priority": "low", "x-fal-runner-hint": "a",
        "X-Fal-Store-IO": "0", "x-fal-hop": "1", "Connection": "close, X-Fal-Hop",
        "Authorization": "Bearer app", "Cookie": "a=b", "Proxy-Authorization": "Basic x", "X-Fal-Key": "x",
        "X-Fal-Authorization": "x", "X-Fal-Webhook-URL": "https://evil.example", "x-fal-client-proxy": "other",
        "Transfer-Encoding": "chunked", "Content-Length": "3", "Host": "evil.example", "Expect": "100-continue",
        "X-Forwarded-For": "1.2.3.4", "Upgrade": "h2c", "TE": "trailers", "Range": "bytes=0-1",
        "User-Agent": "app/1", "Accept-Encoding": "gzip", "Content-Encoding": "gzip",
        "X-HTTP-Method-Override": "DELETE",
      ],
      body: .bytes(Array("hello".utf8))
    )
    #expect(answer.status == 200)
    let received = try #require(upstream.received.first)
    let expected: [String: String] = [
      "accept": "text/event-stream", "content-type": "application/json", "idempotency-key": "once",
      "x-app-fal-disable-fallback": "1", "x-fal-queue-priority": "low", "x-fal-runner-hint": "a", "x-fal-store-io": "0",
      "x-fal-client-proxy": "falkit", "content-length": "5", "accept-encoding": "identity",
      "authorization": "Key \(Upstream.key)", "user-agent": received.fields["user-agent"] ?? "",
      "host": String(upstream.address.dropFirst("http://".count)),
    ]
    #expect(Dictionary(received.fields.map { ($0.name.lowercased(), $0.value) }) { $0 + "," + $1 } == expected)
    #expect(received.fields["User-Agent"]?.hasPrefix("falkit/") == true)
    #expect(received.body == Array("hello".utf8))
  }

  @Test("A field that would become two is refused", arguments: ["a\r\nAuthorization: x", "a\nb", "a\0b", "a\u{7F}"])
  func injected(value: String) async throws {
    let upstream = try Upstream()
    defer { upstream.stop() }
    let answer = try await upstream.proxy().answer(
      "POST",
      upstream.hosts.run + "/fal-ai/flux/dev",
      fields: ["X-Fal-Runner-Hint": value]
    )
    #expect(answer.status == 400 && upstream.received.isEmpty)
  }

  @Test("What frames a body is not copied: two requests in one stay the body of one")
  func smuggling() async throws {
    let upstream = try Upstream()
    defer { upstream.stop() }
    let inner = Array("0\r\n\r\nPOST /rest/keys HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n".utf8)
    let pieces = Lock([inner])
    for body in [.bytes(inner), .pieces { pieces.withLock { $0.popLast() } }] as [HTTPRequestBody] {
      let answer = try await upstream.proxy().answer(
        "POST",
        upstream.hosts.run + "/fal-ai/flux/dev",
        fields: ["Transfer-Encoding": "chunked", "Content-Length": "0"],
        body: body
      )
      #expect(answer.status == 200)
    }
    #expect(upstream.received.map(\.target) == ["/run/fal-ai/flux/dev", "/run/fal-ai/flux/dev"])
    #expect(upstream.received.map(\.body) == [inner, inner])
  }

  @Test("What has no body is sent without one")
  func noBody() async throws {
    let upstream = try Upstream()
    defer { upstream.stop() }
    let answer = try await upstream.proxy().answer(
      "GET",
      upstream.hosts.queue + "/fal-ai/flux/requests/r",
      fields: ["Content-Type": "application/json"],
      body: .bytes([1, 2, 3])
    )
    #expect(answer.status == 200)
    let received = try #require(upstream.received.first)
    #expect(received.body.isEmpty && received.fields["Content-Type"] == nil && received.fields["Content-Length"] == nil)
  }

  @Test("A file is sent with its type alone: other fields do not fit a signature")
  func fileFields() async throws {
    let upstream = try Upstream()
    defer { upstream.stop() }
    let answer = try await upstream.proxy().answer(
      "PUT",
      upstream.hosts.cdn + "/signed/x?sig=1",
      fields: [
        "Content-Type": "image/png", "X-Fal-File-Name": "a", "Authorization": "Bearer x", "Idempotency-Key": "k",
      ],
      body: .bytes([1])
    )
    #expect(answer.status == 200)
    let names = Set(upstream.received[0].fields.map { $0.name.lowercased() })
    #expect(names == ["host", "user-agent", "accept", "accept-encoding", "content-type", "content-length"])
  }

  @Test("Of fal's answer comes what is about the answer")
  func answered() async throws {
    let upstream = try Upstream { _, responder in
      try responder.respond(
        201,
        [
          "Content-Type": "application/json", "x-fal-request-id": "r", "X-Fal-Billable-Units": "1", "ETag": "\"t\"",
          "Retry-After": "3", "Set-Cookie": "a=b", "Keep-Alive": "timeout=5", "Proxy-Authenticate": "Basic",
          "Strict-Transport-Security": "max-age=1", "Access-Control-Allow-Origin": "*", "Alt-Svc": "h3=\":443\"",
          "x-fal-proxy-error": "not-sent", "X-Hop": "1", "Connection": "X-Hop", "Upgrade": "h2c", "Server": "x",
        ],
        Array("{}".utf8)
      )
    }
    defer { upstream.stop() }
    let answer = try await upstream.proxy().answer("POST", upstream.hosts.run + "/fal-ai/flux/dev")
    #expect(answer.status == 201)
    #expect(
      answer.fields == [
        "Content-Type": "application/json", "x-fal-request-id": "r", "X-Fal-Billable-Units": "1", "ETag": "\"t\"",
        "Retry-After": "3", "Content-Length": "2",
      ]
    )
    #expect(try await answer.body.collect() == Array("{}".utf8))
  }

  @Test("A length stays only where it is right: not of what was decoded, and not beside chunks")
  func lengths() async throws {
    // "ok" by gzip.
    let packed: [UInt8] = [31, 139, 8, 0, 0, 0, 0, 0, 0, 3, 203, 207, 6, 0, 71, 221, 220, 121, 2, 0, 0, 0]
    let upstream = try Upstream { received, responder in
      if received.target.hasSuffix("packed") {
        return try responder.respond(200, ["Content-Encoding": "gzip"], packed)
      }
      try responder.start(200)
      try responder.write(Array("ok".utf8))
      try responder.finish()
    }
    defer { upstream.stop() }
    for path in ["packed", "chunks"] {
      let answer = try await upstream.proxy().answer("POST", upstream.hosts.run + "/fal-ai/flux/" + path)
      #expect(answer.fields["Content-Length"] == nil && answer.fields["Content-Encoding"] == nil)
      #expect(answer.fields["Transfer-Encoding"] == nil)
      #expect(try await answer.body.collect() == Array("ok".utf8))
    }
  }
}
