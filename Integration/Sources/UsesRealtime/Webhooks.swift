import FalWebhooks
import Foundation

/// Verifies webhooks that somebody else has signed: all as they are, and some with every bit of their bodies changed.
///
/// The file is a JSON document: `keys`, a set of keys; `webhooks`, each with `fields` and `body`; and `changed`, of how many
/// each bit is changed.
struct Webhooks {
  private let json: JSON

  init(path: String) throws { json = try JSON(parsing: Array(Data(contentsOf: URL(fileURLWithPath: path)))) }

  func run() async throws {
    let verifier = WebhookVerifier(keys: try WebhookKeys(fixed: json["keys"]))
    let webhooks = json["webhooks"].array ?? []
    let start = ContinuousClock.now
    for (number, webhook) in webhooks.enumerated() {
      let (fields, body) = read(webhook)
      let delivery = try await verifier.verify(fields, body: body)
      try check(delivery.requestID == fields["X-Fal-Webhook-Request-Id"], "webhook \(number) has its request's id")
    }
    let rate = Int(Double(webhooks.count) / ((.now - start) / .seconds(1)))
    say("\(webhooks.count) signatures are good, \(rate) a second")

    let changed = json["changed"].int ?? 0
    let refused = try await withThrowingTaskGroup(of: Int.self) { group in
      for webhook in webhooks.prefix(changed) {
        let (fields, body) = read(webhook)
        group.addTask { try await refusals(fields, body, verifier) }
      }
      return try await group.reduce(0, +)
    }
    say("\(refused) changes of one bit of \(changed) bodies are refused")
  }

  private func read(_ webhook: JSON) -> (HTTPFields, [UInt8]) {
    var fields = HTTPFields()
    for member in webhook["fields"].object ?? [:] { fields.append(member.name, member.value.string ?? "") }
    return (fields, Array((webhook["body"].string ?? "").utf8))
  }

  /// How many changed bodies were refused, which must be all.
  private func refusals(_ fields: HTTPFields, _ body: [UInt8], _ verifier: WebhookVerifier) async throws -> Int {
    for bit in 0..<(8 * body.count) {
      var other = body
      other[bit / 8] ^= 1 << UInt8(bit % 8)
      do {
        _ = try await verifier.verify(fields, body: other)
      } catch let error as WebhookError where error.kind == .badSignature {
        continue
      }
      throw Failed("a body was taken of which bit \(bit) was changed")
    }
    return 8 * body.count
  }
}
