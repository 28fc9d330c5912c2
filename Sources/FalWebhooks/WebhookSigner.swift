#if canImport(FoundationEssentials)
  package import FoundationEssentials
#else
  package import Foundation
#endif

/// Signs webhooks as fal does, for a local fal and for tests.
package struct WebhookSigner: Sendable {
  private let key: Ed25519PrivateKey

  /// Takes the 32 bytes of a made-up key.
  package init(seed: [UInt8]) { key = Ed25519PrivateKey(seed: seed) }

  /// The set of keys (JWKS) that verifies what it signs.
  package var keySet: JSON {
    let text = Data(key.publicKey.bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
    return ["keys": [["kty": "OKP", "crv": "Ed25519", "x": .string(text.replacing("=", with: ""))]]]
  }

  /// The header fields of a webhook.
  package func fields(requestID: String, userID: String, sent: Date = Date(), body: [UInt8]) -> HTTPFields {
    let timestamp = "\(Int64(sent.timeIntervalSince1970))"
    let message = WebhookField.message(requestID: requestID, userID: userID, timestamp: timestamp, body: body)
    let signature = key.signature(of: message).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    return [
      WebhookField.requestID: requestID, WebhookField.userID: userID, WebhookField.timestamp: timestamp,
      WebhookField.signature: signature,
    ]
  }
}
