import FalCore
import FalSystem
import FalWebhooks

/// Tells the ends of requests to those who wanted to be told, signed as fal does, again and again until they have it.
final class WebhookDispatcher: Sendable {
  /// The keys that verify what it sends.
  var keySet: JSON { signer.keySet }

  // Made up, and the same in every local fal: it protects nothing.
  private let signer = WebhookSigner(seed: Array("a local fal signs with this seed".utf8))
  private let userID: String
  private let retries: RetryPolicy
  private let deliveries = Lock((tasks: [String: Task<Void, Never>](), isStopped: false))

  /// How long a receiver may take the first time, and later.
  private static let times = (first: Duration.seconds(15), later: Duration.seconds(120))

  init(userID: String, retries: RetryPolicy) {
    self.userID = userID
    self.retries = retries
  }

  /// Starts to tell about a request that has ended, if somebody wants that.
  func tell(_ job: Job) {
    guard let url = job.webhook, case .done(let result) = job.state else { return }
    let body = Self.body(job.id, result)
    deliveries.withLock { deliveries in
      guard !deliveries.isStopped else { return }
      deliveries.tasks[job.id] = Task { [weak self] in
        await self?.deliver(job.id, body, to: url)
        self?.deliveries.withLock { $0.tasks[job.id] = nil }
      }
    }
  }

  /// Ends all attempts, until it is resumed.
  func stop() {
    let tasks = deliveries.withLock { deliveries in
      deliveries.isStopped = true
      return deliveries.tasks.values
    }
    for task in tasks { task.cancel() }
  }

  func resume() { deliveries.withLock { $0.isStopped = false } }

  private func deliver(_ id: String, _ body: [UInt8], to url: String) async {
    for attempt in 1...max(1, retries.attempts) {
      if attempt > 1, (try? await Task.sleep(for: retries.wait(before: attempt - 1))) == nil { return }
      // Signed each time: receivers take no signature that is five minutes old.
      var fields = signer.fields(requestID: id, userID: userID, body: body)
      fields.append(HTTPField.contentType, "application/json")
      fields.append(HTTPField.userAgent, "fal-webhook/1.0 (\(FalVersion.userAgent))")
      let timeouts = HTTPTimeouts(connect: .seconds(10), total: attempt == 1 ? Self.times.first : Self.times.later)
      let request = HTTPRequest("POST", url, fields: fields, body: .bytes(body), timeouts: timeouts)
      guard let response = try? await HTTPTransports.standard.send(request) else {
        if Task.isCancelled { return }
        continue
      }
      // A redirect counts as a refusal for good.
      if (200..<400).contains(response.status) { return }
    }
  }

  private static func body(_ id: String, _ result: Result<JSON, ModelFailure>) -> [UInt8] {
    var body: JSON = ["gateway_request_id": .string(id), "request_id": .string(id)]
    switch result {
    case .success(let output):
      body["status"] = "OK"
      body["error"] = .null
      body["payload"] = output
    case .failure(let failure):
      body["status"] = "ERROR"
      body["error"] = .string("Invalid status code: \(failure.status)")
      body["payload"] = failure.body
    }
    return Array(text(body).utf8)
  }

  /// JSON as Python's own module writes it, with sorted members, as fal's webhooks are.
  private static func text(_ json: JSON) -> String {
    switch json {
    case .array(let items): "[\(items.map(text).joined(separator: ", "))]"
    case .object(let object):
      "{\(object.sorted(on: \.name).map { "\(JSON.string($0.name).text()): \(text($0.value))" }.joined(separator: ", "))}"
    default: json.text()
    }
  }
}
