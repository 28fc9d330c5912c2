/// A key that tells whether a message was signed by the one who has the private key (Ed25519, RFC 8032).
package struct Ed25519PublicKey: Sendable, Hashable {
  /// The key's 32 bytes.
  package let bytes: [UInt8]

  /// Takes a key's bytes; `nil` unless there are 32.
  ///
  /// Whether they are a point of the curve is seen when something is verified; nothing was signed by a key that is none.
  package init?(_ bytes: [UInt8]) {
    guard bytes.count == 32 else { return nil }
    self.bytes = bytes
  }

  init(_ point: Ed25519Point) {
    bytes = point.encoding
  }

  /// Whether a signature is this key's, of exactly this message.
  ///
  /// A signature has 64 bytes; any other number of them is none.
  package func verifies(_ signature: [UInt8], of message: [UInt8]) -> Bool {
    Ed25519Verifier.allCases.lazy.compactMap { $0.verdict(on: signature, of: message, by: self) }.first ?? false
  }
}
