import FalCore
import FalProxy
import FalSystem
import TestSupport
import Testing

@Suite("Tokens for realtime connections", .timeLimit(.minutes(2)))
struct TokenTests {
  private static let allowed = ["fal-ai/flux/**", "acme/echo/fast", "fal-ai/wan*", "workflows/acme/flow"]

  private static func ask(_ path: String, _ body: String) async throws -> (status: Int, sent: [Upstream.Received]) {
    let upstream = try Upstream()
    defer { upstream.stop() }
    let proxy = try upstream.proxy(allowed) { $0.allowsRealtime = true }
    let answer = await proxy.answer(
      "POST",
      upstream.hosts.rest + path,
      fields: ["Content-Type": "text/plain"],
      body: .bytes(Array(body.utf8))
    )
    return (answer.status, upstream.received)
  }

  @Test(
    "What was checked is written anew and sent on",
    arguments: [
      (
        "/tokens/", #"{"allowed_apps": ["flux", "echo"], "token_expiration": 600, "other": 1}"#,
        #"{"allowed_apps":["flux","echo"],"token_expiration":600}"#
      ),
      ("/tokens", #"{"allowed_apps":["flow"]}"#, #"{"allowed_apps":["flow"],"token_expiration":120}"#),
      (
        "/tokens/", #"{"allowed_apps":["evil"],"token_expiration":1,"allowed_apps":["flux"]}"#,
        #"{"allowed_apps":["flux"],"token_expiration":1}"#
      ),
      (
        "/tokens/realtime", #"{"allowed_apps":["fal-ai/flux/dev","acme/echo/fast"],"duration":60.0}"#,
        #"{"allowed_apps":["fal-ai/flux/dev","acme/echo/fast"],"duration":60}"#
      ),
    ]
  )
  func passed(path: String, body: String, sent: String) async throws {
    let (status, received) = try await Self.ask(path, body)
    #expect(status == 200)
    #expect(received.map { String(decoding: $0.body, as: UTF8.self) } == [sent])
    #expect(received.map(\.target) == ["/rest" + (path == "/tokens" ? "/tokens/" : path)])
    #expect(received.map { $0.fields["Content-Type"] } == ["application/json"])
  }

  @Test(
    "Anything else is refused",
    arguments: [
      ("/tokens/", ""), ("/tokens/", "[]"), ("/tokens/", "{"), ("/tokens/", "{}"),
      ("/tokens/", #"{"allowed_apps":[]}"#), ("/tokens/", #"{"allowed_apps":"flux"}"#),
      ("/tokens/", #"{"allowed_apps":["flux",1]}"#), ("/tokens/", #"{"allowed_apps":["flux","other"]}"#),
      ("/tokens/", #"{"allowed_apps":["*"]}"#), ("/tokens/", #"{"allowed_apps":["wan"]}"#),
      ("/tokens/", #"{"allowed_apps":["fal-ai/flux"]}"#), ("/tokens/", #"{"allowed_apps":["FLUX"]}"#),
      ("/tokens/", #"{"allowed_apps":["flux"],"token_expiration":601}"#),
      ("/tokens/", #"{"allowed_apps":["flux"],"token_expiration":0}"#),
      ("/tokens/", #"{"allowed_apps":["flux"],"token_expiration":-1}"#),
      ("/tokens/", #"{"allowed_apps":["flux"],"token_expiration":"60"}"#),
      ("/tokens/", #"{"allowed_apps":["flux"],"token_expiration":1e400}"#),
      ("/tokens/", #"{"allowed_apps":["flux"],"token_expiration":1.5}"#),
      ("/tokens/?x=1", #"{"allowed_apps":["flux"]}"#),
      ("/tokens/realtime", #"{"allowed_apps":["flux"]}"#), ("/tokens/realtime", #"{"allowed_apps":["fal-ai/flux"]}"#),
      ("/tokens/realtime", #"{"allowed_apps":["fal-ai/flux/../x"]}"#),
      ("/tokens/realtime", #"{"allowed_apps":["/fal-ai/flux/dev"]}"#),
      ("/tokens/realtime", #"{"allowed_apps":["fal-ai/flux/*"]}"#),
      ("/tokens/realtime", #"{"allowed_apps":["fal-ai/flux/dev"],"duration":601}"#),
      ("/tokens/realtime", #"{"allowed_apps":["fal-ai/flux/dev","acme/echo"],"duration":60}"#),
    ]
  )
  func refused(path: String, body: String) async throws {
    let (status, received) = try await Self.ask(path, body)
    #expect(status == 400 && received.isEmpty)
  }

  @Test("A body of more than 64 KB is refused")
  func large() async throws {
    let body = #"{"allowed_apps":["flux"]}"# + String(repeating: " ", count: 64 << 10)
    let (status, received) = try await Self.ask("/tokens/", body)
    #expect(status == 413 && received.isEmpty)
  }
}
