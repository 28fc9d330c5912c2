#if canImport(CryptoKit)
  import CryptoKit
#endif

/// Code that verifies signatures; all of it gives the same verdicts.
package enum Ed25519Verifier: String, Sendable, CaseIterable {
  // In the order in which they are asked.
  #if canImport(CryptoKit)
    /// CryptoKit.
    case cryptoKit
  #else
    /// OpenSSL's libcrypto, on systems that have it.
    case libcrypto
  #endif
  /// The code of this package.
  case own

  /// Whether a signature is a key's, of exactly this message; `nil` where this code cannot tell.
  package func verdict(on signature: [UInt8], of message: [UInt8], by key: Ed25519PublicKey) -> Bool? {
    // What libraries do not agree on is decided here, the strict way of RFC 8032.
    let (commitment, response) = (signature.prefix(32), signature.dropFirst(32))
    guard signature.count == 64, Ed25519Point.isCanonical(key.bytes), Ed25519Point.isCanonical(commitment),
      let response = Ed25519Scalar(response)
    else { return false }

    switch self {
    #if canImport(CryptoKit)
      case .cryptoKit:
        return try? Curve25519.Signing.PublicKey(rawRepresentation: key.bytes)
          .isValidSignature(signature, for: message)
    #else
      case .libcrypto:
        return Libcrypto.shared?.verify(signature, of: message, by: key.bytes)
    #endif
    case .own:
      return Self.verify(Array(commitment), response, of: message, by: key.bytes)
    }
  }

  /// Verifies that `response` B = `commitment` + `challenge` A, where A is the key's point.
  private static func verify(
    _ commitment: [UInt8],
    _ response: Ed25519Scalar,
    of message: [UInt8],
    by key: [UInt8]
  ) -> Bool {
    guard let point = Ed25519Point(key) else { return false }
    let challenge = Ed25519Scalar(reducing: SHA512.digest(commitment + key + message))
    // Solved for the commitment, whose encoding is compared: it needs not be decoded, and no other one of it passes.
    let expected = Ed25519Point.sum(of: [(response, .base), (challenge, Ed25519Multiples(of: -point))])
    return expected.encoding == commitment
  }
}
