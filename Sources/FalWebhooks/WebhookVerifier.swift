import FalSystem

#if canImport(FoundationEssentials)
  public import FoundationEssentials
#else
  public import Foundation
#endif

/// Tells whether a webhook is fal's.
///
/// fal signs what it sends with Ed25519; whoever learns the address of a receiver can post anything there.
///
/// ```swift
/// let verifier = WebhookVerifier()
///
/// func receive(fields: HTTPFields, body: [UInt8]) async -> Int {
///   do {
///     let delivery = try await verifier.verify(fields, body: body)
///     let event = try delivery.event(of: FluxDev.self)
///     print(event.requestID, event.outcome)
///     return 200
///   } catch let error as WebhookError {
///     return error.status
///   } catch {
///     return 500
///   }
/// }
/// ```
///
/// The body must be the bytes as they arrived: a body that was parsed and written again is another one.
public struct WebhookVerifier: Sendable {
  private let keys: WebhookKeys
  private let tolerance: Duration?
  private let now: @Sendable () -> Date

  /// Creates a verifier.
  ///
  /// - Parameters:
  ///   - keys: fal's public keys, by default fetched when they are first needed and kept for a day.
  ///   - tolerance: How far the time of signing may be from now, 5 minutes by default, which fal asks for; `nil` for any, as for
  ///     webhooks that were kept.
  ///   - now: The time.
  public init(
    keys: WebhookKeys = WebhookKeys(),
    tolerance: Duration? = .seconds(300),
    now: @escaping @Sendable () -> Date = { Date() }
  ) {
    self.keys = keys
    self.tolerance = tolerance
    self.now = now
  }

  /// Verifies a request that came.
  ///
  /// - Parameters:
  ///   - fields: Its header fields.
  ///   - body: Its body, byte for byte.
  /// - Returns: What fal sent; the same may come several times (``WebhookReplayGuard``).
  /// - Throws: `WebhookError`, `CancellationError`.
  public func verify(_ fields: HTTPFields, body: [UInt8]) async throws -> WebhookDelivery {
    let claim = try claim(fields)
    let message = WebhookField.message(
      requestID: claim.requestID,
      userID: claim.userID,
      timestamp: claim.timestamp,
      body: body
    )
    guard try await keys.any(where: { $0.verifies(claim.signature, of: message) }) else {
      throw WebhookError(.badSignature, "none of fal's keys signed it")
    }
    return WebhookDelivery(requestID: claim.requestID, userID: claim.userID, sent: claim.sent, body: body)
  }

  /// What the header fields of a webhook claim.
  package struct Claim: Sendable {
    let requestID: String
    let userID: String
    let timestamp: String
    let sent: Date
    let signature: [UInt8]
  }

  /// Reads what the header fields claim, which tells most of what is no webhook before its body is received.
  ///
  /// - Throws: `WebhookError` of kind `malformed` or `expired`.
  @discardableResult
  package func claim(_ fields: HTTPFields) throws(WebhookError) -> Claim {
    let requestID = try Self.value(of: WebhookField.requestID, in: fields)
    let userID = try Self.value(of: WebhookField.userID, in: fields)
    let timestamp = try Self.value(of: WebhookField.timestamp, in: fields)
    let signature = try Self.value(of: WebhookField.signature, in: fields)
    guard timestamp.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let seconds = Int64(timestamp) else {
      throw WebhookError(.malformed, "\(WebhookField.timestamp) is not a number of seconds")
    }
    let sent = Date(timeIntervalSince1970: Double(seconds))
    let age = now().timeIntervalSince(sent)
    if let tolerance, abs(age) > tolerance / .seconds(1) {
      let size = Duration(measuredSeconds: abs(age))?.words ?? "long"
      throw WebhookError(.expired, "it was signed \(size) \(age < 0 ? "in the future" : "ago")")
    }
    guard let bytes = Self.bytes(ofHex: signature), bytes.count == 64 else {
      throw WebhookError(.malformed, "\(WebhookField.signature) is not 64 bytes in hexadecimal digits")
    }
    return Claim(requestID: requestID, userID: userID, timestamp: timestamp, sent: sent, signature: bytes)
  }

  /// What is there once, and something.
  private static func value(of name: String, in fields: HTTPFields) throws(WebhookError) -> String {
    let values = fields.values(of: name)
    guard let value = values.first, !value.isEmpty else { throw WebhookError(.malformed, "\(name) is missing") }
    guard values.count == 1 else { throw WebhookError(.malformed, "\(name) is there more than once") }
    return value
  }

  private static func bytes(ofHex text: String) -> [UInt8]? {
    var bytes: [UInt8] = []
    var high: UInt8?
    for digit in text.utf8 {
      guard let value = Character(UnicodeScalar(digit)).hexDigitValue.map(UInt8.init) else { return nil }
      if let first = high {
        bytes.append(first << 4 | value)
        high = nil
      } else {
        high = value
      }
    }
    return high == nil ? bytes : nil
  }
}

/// The header fields of webhooks, and what is signed.
package enum WebhookField {
  /// The request's id.
  package static let requestID = "X-Fal-Webhook-Request-Id"
  /// Whose request it is.
  package static let userID = "X-Fal-Webhook-User-Id"
  /// When it was signed, in seconds since 1970.
  package static let timestamp = "X-Fal-Webhook-Timestamp"
  /// The signature, in hexadecimal digits.
  package static let signature = "X-Fal-Webhook-Signature"

  /// The bytes that are signed.
  package static func message(requestID: String, userID: String, timestamp: String, body: [UInt8]) -> [UInt8] {
    Array("\(requestID)\n\(userID)\n\(timestamp)\n\(SHA256.hexadecimal(of: body))".utf8)
  }
}
