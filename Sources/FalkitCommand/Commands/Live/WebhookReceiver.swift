import FalCore
import FalHTTPServer
import FalRunner
import FalSystem
import FalWebhooks

/// Verifies webhooks that come, shows them, and passes them on.
struct WebhookReceiver: Sendable {
  /// Far more than a result has that holds addresses of files.
  private static let largestBody = 16 << 20
  /// So many bodies are received at a time: whoever has the address of a tunnel may send some.
  private static let mostBodies = 8

  let verifier: WebhookVerifier
  let forward: String?
  let folder: String?
  let console: Console
  private let seen = WebhookReplayGuard()
  private let receiving = Lock(0)

  init(verifier: WebhookVerifier, forward: String?, folder: String?, console: Console) {
    self.verifier = verifier
    self.forward = forward
    self.folder = folder
    self.console = console
  }

  func answer(_ request: ServedRequest) async -> HTTPResponse {
    guard request.method == "POST" else { return Self.response(405, "webhooks are posted") }
    do {
      try verifier.claim(request.fields)
    } catch {
      return refused(error, request)
    }
    let tooLong = "the body is longer than \(Self.largestBody >> 20) MB, or broke off"
    guard request.body.length ?? 0 <= Self.largestBody else { return Self.response(413, tooLong) }
    let hasPlace = receiving.withLock { count in
      guard count < Self.mostBodies else { return false }
      count += 1
      return true
    }
    guard hasPlace else { return Self.response(503, "too much comes at a time") }
    defer { receiving.withLock { $0 -= 1 } }
    let body: [UInt8]
    do {
      body = try await request.body.collect(limit: Self.largestBody)
    } catch {
      return Self.response(413, tooLong)
    }
    do {
      let delivery = try await verifier.verify(request.fields, body: body)
      let isRepeated = !seen.insert(delivery)
      if let folder { keep(request.fields, delivery, in: folder) }
      let answered = await pass(request.fields, body)
      show(delivery, isRepeated, answered)
      if let answered, !(200..<300).contains(answered.status) { seen.remove(delivery) }
      return answered?.response ?? Self.response(200, nil)
    } catch let error as WebhookError {
      return refused(error, request)
    } catch {
      return Self.response(500, "it could not be received")
    }
  }

  private func refused(_ error: WebhookError, _ request: ServedRequest) -> HTTPResponse {
    let hint = error.kind == .unavailable ? "; --keys says where they are, those of a local fal among others" : ""
    console.say(warning: "refused, from \(request.remoteAddress): \(error)\(hint)")
    return Self.response(error.status, error.message)
  }

  private static func response(_ status: Int, _ message: String?) -> HTTPResponse {
    let json: JSON = message.map { ["detail": .string($0)] } ?? ["received": true]
    return HTTPResponse(
      status: status,
      fields: ["Content-Type": "application/json"],
      body: HTTPResponseBody(json.utf8())
    )
  }

  // MARK: - Passing on

  private struct Answered: Sendable {
    let status: Int
    let words: String
    let response: HTTPResponse
  }

  /// Posts it to the user's program; `nil` when there is none.
  private func pass(_ fields: HTTPFields, _ body: [UInt8]) async -> Answered? {
    guard let forward else { return nil }
    var passed = HTTPFields()
    for (name, value) in fields where Self.isPassed(name) { passed.append(name, value) }
    let timeouts = HTTPTimeouts(connect: .seconds(5), total: .seconds(60))
    let request = HTTPRequest("POST", forward, fields: passed, body: .bytes(body), timeouts: timeouts)
    do {
      let response = try await HTTPTransports.standard.send(request)
      // A redirect would be a refusal for good, which the program hardly means.
      let status = (300..<400).contains(response.status) ? 502 : response.status
      return Answered(
        status: status,
        words: "\(forward): HTTP \(response.status)",
        response: Self.response(status, status < 300 ? nil : "the program answered with \(response.status)")
      )
    } catch {
      let message = (error as? TransportError)?.message ?? "\(error)"
      return Answered(
        status: 502,
        words: "\(forward) cannot be reached: \(message)",
        response: Self.response(502, "the program cannot be reached")
      )
    }
  }

  private static func isPassed(_ name: String) -> Bool {
    // Others that say to be fal's are not signed.
    let signed = [
      WebhookField.requestID, WebhookField.userID, WebhookField.timestamp, WebhookField.signature, "Content-Type",
      "User-Agent",
    ]
    return signed.contains { $0.lowercased() == name.lowercased() }
  }

  // MARK: - Showing

  private func show(_ delivery: WebhookDelivery, _ isRepeated: Bool, _ answered: Answered?) {
    let event = Result { try delivery.event() }
    if console.mode == .json {
      var json: JSON = [
        "request_id": .string(delivery.requestID), "user_id": .string(delivery.userID),
        "repeated": .bool(isRepeated),
        "event": (try? event.get().json) ?? .string(String(decoding: delivery.body, as: UTF8.self)),
      ]
      if let answered { json["forwarded"] = .number(JSONNumber(answered.status)) }
      try? console.print(json, .compact)
      return
    }
    let words: String
    switch event {
    case .success(let event):
      switch event.outcome {
      case .completed: words = "OK"
      case .failed(let error): words = "ERROR   \(error.message.prefix(200))"
      case .notIncluded(let reason): words = "OK      its output is not included: \(reason)"
      }
    case .failure(let error): words = "unreadable: \(error)"
    }
    try? console.print(TerminalText.text("\(delivery.requestID)   \(words)\(isRepeated ? "   again" : "")"))
    if let answered {
      let isTaken = (200..<300).contains(answered.status)
      if isTaken { console.say(dimmed: "  \(answered.words)") } else { console.say(failure: answered.words) }
    }
  }

  /// Writes the request down as it came, for `webhooks verify`.
  private func keep(_ fields: HTTPFields, _ delivery: WebhookDelivery, in folder: String) {
    var head = ""
    for (name, value) in fields where Self.isPassed(name) { head += "\(name): \(value)\r\n" }
    let name = delivery.requestID.filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }.prefix(80)
    let path = "\(folder)/\(name.isEmpty ? "webhook" : name).http"
    do throws(RunError) {
      try PrivateFile.replace(path, with: Array((head + "\r\n").utf8) + delivery.body)
    } catch {
      console.say(failure: error.message)
    }
  }
}
