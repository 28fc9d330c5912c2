import FalCore
import FalHTTPServer
import FalSystem
import Foundation
import TestSupport
import Testing

@testable import FalWebhooks

@Suite("Webhooks: what they say")
struct WebhookEventTests {
  private static func event(_ body: String) throws -> WebhookEvent<JSON> {
    try WebhookEvent(parsing: Array(body.utf8), endpoint: "fal-ai/flux/dev")
  }

  @Test("An output comes exactly, to the largest whole number")
  func output() throws {
    let body = #"""
      {"error": null, "gateway_request_id": "g", "payload": {"seed": 18446744073709551615}, "request_id": "r", "status": "OK"}
      """#
    let event = try Self.event(body)
    #expect(event.requestID == "r" && event.gatewayRequestID == "g")
    #expect(event.output?["seed"].text() == "18446744073709551615")
    #expect(event.json["payload"]["seed"].text() == "18446744073709551615")
  }

  @Test("A failure is the error that the result would have been")
  func failure() throws {
    let body = #"""
      {"request_id": "r", "status": "ERROR", "error": "Invalid status code: 422", "payload": {"detail": [
        {"loc": ["body", "prompt"], "msg": "field required", "type": "value_error.missing"}]}}
      """#
    guard case .failed(let error) = try Self.event(body).outcome else {
      Issue.record("not failed")
      return
    }
    #expect(error.kind == .invalidInput && error.status == 422 && error.requestID == "r")
    #expect(error.issues.count == 1 && error.endpoint == "fal-ai/flux/dev")
    let bare = #"{"request_id": "r", "status": "ERROR", "error": "Runner disconnected", "payload": null}"#
    guard case .failed(let other) = try Self.event(bare).outcome else {
      Issue.record("not failed")
      return
    }
    #expect(other.message == "Runner disconnected" && other.status == nil)
  }

  @Test("An output that does not fit into a webhook is to be fetched")
  func notIncluded() throws {
    let body = #"{"request_id": "r", "status": "OK", "payload": null, "payload_error": "not serializable"}"#
    guard case .notIncluded(let reason) = try Self.event(body).outcome else {
      Issue.record("included")
      return
    }
    #expect(reason == "not serializable")
  }

  @Test(
    "What is no webhook is refused with a sentence",
    arguments: [
      "", "[]", "{", "null", #"{"status": "OK"}"#, #"{"request_id": "", "status": "OK"}"#, #"{"request_id": "r"}"#,
      #"{"request_id": "r", "status": "COMPLETED", "payload": {}}"#, #"{"request_id": 7, "status": "OK"}"#,
    ]
  )
  func unreadable(body: String) {
    let error = #expect(throws: WebhookError.self) { try Self.event(body) }
    #expect(error?.kind == .unreadable)
  }

  @Test("A body about another request than the fields is refused")
  func otherRequest() throws {
    let body = Array(#"{"request_id": "a", "gateway_request_id": "b", "status": "OK", "payload": {}}"#.utf8)
    func delivery(_ id: String) -> WebhookDelivery {
      WebhookDelivery(requestID: id, userID: "u", sent: Date(), body: body)
    }
    _ = try delivery("a").event()
    _ = try delivery("b").event()
    #expect(throws: WebhookError.self) { try delivery("c").event() }
  }

  @Test("Each request is acted upon once, as long as it is remembered")
  func replays() {
    let time = Lock(Date(timeIntervalSince1970: 0))
    let seen = WebhookReplayGuard(memory: .seconds(100), capacity: 3, now: { time.withLock { $0 } })
    func insert(_ id: String) -> Bool {
      seen.insert(WebhookDelivery(requestID: id, userID: "u", sent: Date(), body: []))
    }
    #expect(insert("a") && !insert("a") && insert("b") && insert("c"))
    // The oldest makes room.
    #expect(insert("d") && insert("a") && !insert("d"))
    seen.remove(WebhookDelivery(requestID: "d", userID: "u", sent: Date(), body: []))
    #expect(insert("d"))
    time.withLock { $0 += 101 }
    #expect(insert("d") && !insert("d"))
    let many = WebhookReplayGuard(capacity: 50)
    for number in 0..<10_000 {
      #expect(many.insert(WebhookDelivery(requestID: "\(number)", userID: "u", sent: Date(), body: [])))
    }
  }

  @Test(
    "Addresses are in their ranges",
    arguments: [
      ("203.0.113.0/24", "203.0.113.255", true), ("203.0.113.0/24", "203.0.114.0", false),
      ("203.0.113.128/25", "203.0.113.127", false), ("203.0.113.129/25", "203.0.113.200", true),
      ("203.0.113.7", "203.0.113.7", true), ("203.0.113.7", "203.0.113.8", false), ("0.0.0.0/0", "1.2.3.4", true),
      ("2001:db8::/33", "2001:db8:7fff::1", true), ("2001:db8::/33", "2001:db8:8000::1", false),
      ("203.0.113.0/24", "::ffff:203.0.113.9", true), ("0.0.0.0/0", "::1", false), ("203.0.113.0/24", "x", false),
    ]
  )
  func ranges(range: String, address: String, isIn: Bool) throws {
    #expect(try WebhookAddressRanges([range]).contains(address) == isIn)
  }

  @Test(
    "Ranges that are none are refused",
    arguments: ["", "/8", "1.2.3/8", "1.2.3.4/33", "1.2.3.4/-1", "1.2.3.4/", "::/129"]
  )
  func noRanges(text: String) {
    #expect(throws: WebhookError.self) { try WebhookAddressRanges([text]) }
  }

  @Test("fal's ranges are fetched")
  func fetchedRanges() async throws {
    let server = try HTTPServer { _, responder in
      try responder.respond(200, [:], Array(#"{"webhook_ip_ranges": ["203.0.113.0/24", "2001:db8::/32"]}"#.utf8))
    }
    defer { server.stop() }
    let ranges = try await WebhookAddressRanges.fetch(from: server.address)
    #expect(ranges.contains("203.0.113.1") && ranges.contains("2001:db8::1") && !ranges.contains("198.51.100.1"))
  }
}
