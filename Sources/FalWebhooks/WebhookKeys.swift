import FalSystem

#if canImport(FoundationEssentials)
  public import FoundationEssentials
#else
  public import Foundation
#endif

/// fal's public keys, with which it signs webhooks.
///
/// They are fetched when they are first needed, kept for at most a day, and fetched once more when none of them fits, as
/// after fal has changed them; not more than once a minute, whatever strangers send.
public final class WebhookKeys: Sendable {
  /// Where fal publishes its keys.
  public static let address = "https://rest.fal.ai/.well-known/jwks.json"

  private struct Held {
    var keys: [Ed25519PublicKey] = []
    var fetched: Date?
    var attempted: Date?
    var attempt: Task<[Ed25519PublicKey], any Error>?
  }

  /// Longer than this no keys are kept, which fal asks for.
  private static let life: TimeInterval = 24 * 3600
  /// At least this long no others are asked for.
  private static let pause: TimeInterval = 60

  private let source: (url: String, transport: any HTTPTransport)?
  private let held: Lock<Held>
  private let now: @Sendable () -> Date

  /// Fetches keys when they are needed.
  ///
  /// - Parameters:
  ///   - url: Where they are, with https or on this machine.
  ///   - transport: What fetches them.
  ///   - now: The time.
  public init(
    url: String = WebhookKeys.address,
    transport: any HTTPTransport = HTTPTransports.standard,
    now: @escaping @Sendable () -> Date = { Date() }
  ) {
    source = (url, transport)
    held = Lock(Held())
    self.now = now
  }

  /// Takes keys that are known, and fetches none.
  ///
  /// - Parameter json: A set of keys (JWKS), as fal publishes it.
  /// - Throws: `WebhookError` of kind `unavailable` when there is no usable key in it.
  public init(fixed json: JSON) throws(WebhookError) {
    source = nil
    held = Lock(Held(keys: try Self.keys(in: json)))
    now = { Date() }
  }

  /// Whether a closure says yes to one of the keys, those that are known or those that fal has now.
  func any(where fits: (Ed25519PublicKey) -> Bool) async throws -> Bool {
    guard let source else { return held.withLock { $0.keys }.contains(where: fits) }
    let known = held.withLock { held in
      held.fetched.map { abs(now().timeIntervalSince($0)) < Self.life } == true ? held.keys : []
    }
    if known.contains(where: fits) { return true }
    guard let fetched = try await fetch(source) else {
      if known.isEmpty { throw WebhookError(.unavailable, "fal's keys could not be fetched a moment ago") }
      return false
    }
    return fetched.contains(where: fits)
  }

  /// The keys that fal has now, for all who come meanwhile; `nil` when they were asked for a moment ago.
  private func fetch(_ source: (url: String, transport: any HTTPTransport)) async throws -> [Ed25519PublicKey]? {
    let time = now()
    let attempt: Task<[Ed25519PublicKey], any Error>? = held.withLock { held in
      if let attempt = held.attempt { return attempt }
      if let attempted = held.attempted, abs(time.timeIntervalSince(attempted)) < Self.pause { return nil }
      held.attempted = time
      let attempt = Task {
        try Self.keys(in: try await PublishedJSON.fetch("fal's keys", source.url, source.transport))
      }
      held.attempt = attempt
      return attempt
    }
    guard let attempt else { return nil }
    let result = await attempt.result
    held.withLock { held in
      guard held.attempt == attempt else { return }
      held.attempt = nil
      guard case .success(let keys) = result else { return }
      held.keys = keys
      held.fetched = time
    }
    return try result.get()
  }

  /// Those that are Ed25519 keys; others may be for something else.
  private static func keys(in json: JSON) throws(WebhookError) -> [Ed25519PublicKey] {
    let keys = (json["keys"].array ?? []).compactMap { entry -> Ed25519PublicKey? in
      if let type = entry["kty"].string, type != "OKP" { return nil }
      if let curve = entry["crv"].string, curve != "Ed25519" { return nil }
      guard var text = entry["x"].string else { return nil }
      while text.last == "=" { text.removeLast() }
      let usual = text.replacing("-", with: "+").replacing("_", with: "/")
      let padding = String(repeating: "=", count: (4 - usual.utf8.count % 4) % 4)
      return Data(base64Encoded: usual + padding).flatMap { Ed25519PublicKey(Array($0)) }
    }
    guard !keys.isEmpty else { throw WebhookError(.unavailable, "there is no Ed25519 key among fal's keys") }
    return keys
  }
}
