import FalHTTPServer
import FalSystem
import Foundation
import TestSupport
import Testing

@testable import FalWebhooks

@Suite("Webhooks: verifying")
struct WebhookVerifierTests {
  /// An example that was made with another implementation.
  private static let keys: JSON = ["keys": [["x": "A6EHv_POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg="]]]
  private static let body = Array(
    #"{"request_id":"00000000-0000-4000-8000-000000000001","gateway_request_id":"00000000-0000-4000-8000-000000000001","status":"OK","payload":{"seed":42}}"#
      .utf8
  )
  private static let fields: HTTPFields = [
    "x-fal-webhook-request-id": "00000000-0000-4000-8000-000000000001", "x-fal-webhook-user-id": "user-123",
    "x-fal-webhook-timestamp": "1700000000",
    "x-fal-webhook-signature":
      "639b5cf2f043f9a55b42929f078fa1bd5fd73e395325639bf137c4ea5fba831d92720e22a32766b3d0f8b86c07dbb607c3ad0d3427a94e08149f69cdbe9c660c",
  ]

  private static func verifier(at seconds: Double = 1_700_000_000, keys: JSON = keys) throws -> WebhookVerifier {
    WebhookVerifier(keys: try WebhookKeys(fixed: keys), now: { Date(timeIntervalSince1970: seconds) })
  }

  private static func failure(_ work: () async throws -> some Any) async -> WebhookError.Kind? {
    do {
      _ = try await work()
      return nil
    } catch {
      return (error as? WebhookError)?.kind
    }
  }

  @Test("The example of fal's documents is verified, with keys that are padded or not, within five minutes")
  func example() async throws {
    for x in ["A6EHv_POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg=", "A6EHv_POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg"] {
      let verifier = try Self.verifier(keys: ["keys": [["x": .string(x)]]])
      let delivery = try await verifier.verify(Self.fields, body: Self.body)
      #expect(delivery.userID == "user-123" && delivery.sent == Date(timeIntervalSince1970: 1_700_000_000))
      #expect(try delivery.event().output?["seed"] == 42)
    }
    for (seconds, kind) in [
      (-300.0, nil), (300, nil), (-301, WebhookError.Kind.expired), (301, .expired), (1e12, .expired),
    ] {
      #expect(
        await Self.failure {
          try await Self.verifier(at: 1_700_000_000 + seconds).verify(Self.fields, body: Self.body)
        } == kind
      )
    }
    let kept = WebhookVerifier(keys: try WebhookKeys(fixed: Self.keys), tolerance: nil)
    _ = try await kept.verify(Self.fields, body: Self.body)
  }

  @Test("Another key, and a body that was written anew, are refused")
  func otherKey() async throws {
    let other = WebhookSigner(seed: Array(repeating: 9, count: 32)).keySet
    #expect(
      await Self.failure { try await Self.verifier(keys: other).verify(Self.fields, body: Self.body) } == .badSignature
    )
    let again = try JSON(parsing: Self.body).text(.readable)
    #expect(
      await Self.failure { try await Self.verifier().verify(Self.fields, body: Array(again.utf8)) } == .badSignature
    )
  }

  @Test(
    "A field that is missing, empty, doubled or no number is malformed",
    arguments: [WebhookField.requestID, WebhookField.userID, WebhookField.timestamp, WebhookField.signature]
  )
  func malformed(name: String) async throws {
    var missing = Self.fields
    missing[name] = nil
    var empty = Self.fields
    empty[name] = ""
    var doubled = Self.fields
    doubled.append(name.uppercased(), Self.fields[name] ?? "")
    for fields in [missing, empty, doubled] {
      #expect(await Self.failure { try await Self.verifier().verify(fields, body: Self.body) } == .malformed)
    }
  }

  @Test(
    "Times and signatures that are none are malformed",
    arguments: [
      (WebhookField.timestamp, "-1700000000"), (WebhookField.timestamp, "1700000000.0"),
      (WebhookField.timestamp, " 1700000000"), (WebhookField.timestamp, "１７００００００００"),
      (WebhookField.timestamp, "99999999999999999999"), (WebhookField.signature, "zz"),
      (WebhookField.signature, "639b5"),
      (WebhookField.signature, String(repeating: "0", count: 126)),
      (WebhookField.signature, String(repeating: "0", count: 130)),
    ]
  )
  func malformed(name: String, value: String) async throws {
    var fields = Self.fields
    fields[name] = value
    #expect(await Self.failure { try await Self.verifier().verify(fields, body: Self.body) } == .malformed)
  }

  @Test("The largest time is only too far away")
  func largestTime() async throws {
    var fields = Self.fields
    fields[WebhookField.timestamp] = "\(Int64.max)"
    #expect(await Self.failure { try await Self.verifier().verify(fields, body: Self.body) } == .expired)
  }

  @Test("Whatever bit of a message is another one, it is refused")
  func everyBit() async throws {
    var random = SeededRandom(seed: 19)
    let seconds = 1_800_000_000.0
    // Some thousands in debug; the long run has all of them.
    let count = ProcessInfo.processInfo.environment["FALKIT_MUTATIONS"].flatMap(Int.init) ?? 4
    for number in 0..<count {
      let signer = WebhookSigner(seed: random.bytes(32))
      let verifier = try Self.verifier(at: seconds, keys: signer.keySet)
      let body = Array(#"{"request_id":"r\#(number)","status":"OK","payload":\#(random.next())}"#.utf8)
      let fields = signer.fields(
        requestID: "r\(number)",
        userID: "u",
        sent: Date(timeIntervalSince1970: seconds),
        body: body
      )
      _ = try await verifier.verify(fields, body: body)
      for bit in 0..<(body.count * 8) {
        var changed = body
        changed[bit / 8] ^= 1 << (bit % 8)
        #expect(await Self.failure { try await verifier.verify(fields, body: changed) } == .badSignature)
      }
      for name in [WebhookField.requestID, WebhookField.userID, WebhookField.timestamp, WebhookField.signature] {
        let value = Array((fields[name] ?? "").utf8)
        for bit in 0..<(value.count * 8) {
          var changed = value
          changed[bit / 8] ^= 1 << (bit % 8)
          // An upper-case letter is the same hexadecimal digit.
          if name == WebhookField.signature, bit % 8 == 5, value[bit / 8] >= 0x61 { continue }
          var others = fields
          others[name] = String(decoding: changed, as: UTF8.self)
          #expect(await Self.failure { try await verifier.verify(others, body: body) } != nil)
        }
      }
    }
  }

  // MARK: - Keys

  @Test("Keys are fetched once, kept for a day, and fetched again when none fits, but once a minute at most")
  func keysAreKept() async throws {
    let first = WebhookSigner(seed: Array(repeating: 1, count: 32))
    let second = WebhookSigner(seed: Array(repeating: 2, count: 32))
    let published = Lock((signer: first, fetches: 0))
    let server = try HTTPServer { _, responder in
      let keys = published.withLock { published in
        published.fetches += 1
        return published.signer.keySet
      }
      try responder.respond(200, [:], keys.utf8())
    }
    defer { server.stop() }
    let time = Lock(Date(timeIntervalSince1970: 1_800_000_000))
    let now: @Sendable () -> Date = { time.withLock { $0 } }
    let verifier = WebhookVerifier(keys: WebhookKeys(url: server.address, now: now), now: now)
    func outcome(_ signer: WebhookSigner) async -> WebhookError.Kind? {
      let fields = signer.fields(requestID: "r", userID: "u", sent: now(), body: [1])
      return await Self.failure { try await verifier.verify(fields, body: [1]) }
    }
    func fetches() -> Int { published.withLock { $0.fetches } }

    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<20 { group.addTask { #expect(await outcome(first) == nil) } }
    }
    #expect(fetches() == 1)
    published.withLock { $0.signer = second }
    #expect(await outcome(second) == .badSignature && fetches() == 1)
    time.withLock { $0 += 61 }
    #expect(await outcome(second) == nil && fetches() == 2)
    for _ in 0..<100 { #expect(await outcome(first) == .badSignature) }
    #expect(fetches() == 2)
    time.withLock { $0 += 24 * 3600 - 1 }
    #expect(await outcome(second) == nil && fetches() == 2)
    time.withLock { $0 += 2 }
    #expect(await outcome(second) == nil && fetches() == 3)
  }

  @Test("Without keys nothing is said about a signature", arguments: [404, 500, 200])
  func noKeys(status: Int) async throws {
    let server = try HTTPServer { _, responder in try responder.respond(status, [:], Array(#"{"keys": []}"#.utf8)) }
    defer { server.stop() }
    let keys = WebhookKeys(url: server.address)
    let verifier = WebhookVerifier(keys: keys, tolerance: nil)
    for _ in 0..<2 {
      #expect(await Self.failure { try await verifier.verify(Self.fields, body: Self.body) } == .unavailable)
    }
    #expect(WebhookError(.unavailable, "").status == 503)
    let insecure = WebhookVerifier(keys: WebhookKeys(url: "http://example.com/keys"), tolerance: nil)
    #expect(await Self.failure { try await insecure.verify(Self.fields, body: Self.body) } == .unavailable)
  }

  @Test("Keys of other kinds are passed over, and a set without any is refused")
  func otherKeys() async throws {
    var json = Self.keys
    let good = json["keys"][0]
    json["keys"] = [
      ["kty": "RSA", "n": "AQAB"], ["kty": "OKP", "crv": "X25519", "x": good["x"]], ["x": 7], ["x": "AAAA"],
      ["x": "!!!"], "text", good,
    ]
    _ = try await Self.verifier(keys: json).verify(Self.fields, body: Self.body)
    for none: JSON in [[:], ["keys": []], ["keys": [["x": "AAAA"]]], [], "keys"] {
      #expect(throws: WebhookError.self) { try WebhookKeys(fixed: none) }
    }
  }
}
