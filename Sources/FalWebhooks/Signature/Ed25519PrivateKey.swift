/// A key that signs messages (Ed25519, RFC 8032), for a local fal's made-up keys and for tests only.
///
/// How long it takes depends on the key, so that somebody who measures the time may learn it: not for a key that
/// protects anything.
package struct Ed25519PrivateKey: Sendable {
  /// The key that others verify signatures with.
  package let publicKey: Ed25519PublicKey

  private let scalar: [UInt8]
  private let prefix: [UInt8]

  /// Makes the key of a seed of 32 bytes.
  package init(seed: [UInt8]) {
    precondition(seed.count == 32, "a seed has 32 bytes")
    let hash = SHA512.digest(seed)
    // A multiple of 8 between 2^254 and 2^255.
    let number = Ed25519Number(hash.prefix(32))
    let bounded = Ed25519Number(
      number.first & ~7,
      number.second,
      number.third,
      number.fourth & (.max >> 1) | (1 << 62)
    )
    scalar = bounded.bytes
    prefix = Array(hash.dropFirst(32))
    publicKey = Ed25519PublicKey(Self.point(Ed25519Scalar(reducing: scalar)))
  }

  /// The 64 bytes of this key's signature of a message, always the same ones.
  package func signature(of message: [UInt8]) -> [UInt8] {
    let nonce = Ed25519Scalar(reducing: SHA512.digest(prefix + message))
    let commitment = Self.point(nonce).encoding
    let challenge = Ed25519Scalar(reducing: SHA512.digest(commitment + publicKey.bytes + message))
    return commitment + (nonce + challenge * scalar).bytes
  }

  /// The base point multiplied.
  private static func point(_ scalar: Ed25519Scalar) -> Ed25519Point {
    Ed25519Point.sum(of: [(scalar, .base)])
  }
}
