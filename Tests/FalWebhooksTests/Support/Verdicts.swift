import Testing

@testable import FalWebhooks

/// What all code that is there says of a signature, which must be the same.
func verdict(
  on signature: [UInt8],
  of message: [UInt8],
  by key: [UInt8],
  sourceLocation: SourceLocation = #_sourceLocation
) throws -> Bool {
  let key = try #require(Ed25519PublicKey(key), sourceLocation: sourceLocation)
  let verdict = key.verifies(signature, of: message)
  for verifier in Ed25519Verifier.allCases {
    let other = verifier.verdict(on: signature, of: message, by: key)
    #expect(
      other == verdict || (other == nil && verifier != .own),
      "\(verifier), signature \(signature), message \(message), key \(key.bytes)",
      sourceLocation: sourceLocation
    )
  }
  return verdict
}

/// Numbers and points at the edges.
enum Edge {
  /// The order of the base point.
  static let order = bytes("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010")

  /// The eight points whose order divides 8.
  static let smallOrder = [
    "0100000000000000000000000000000000000000000000000000000000000000",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0000000000000000000000000000000000000000000000000000000000000080",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
  ].map(bytes)

  /// Encodings with a y that is not below the modulus, and with an x of 0 that is negative.
  static let notCanonical: [[UInt8]] = {
    let modulus = bytes("edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")
    let sign = [UInt8](repeating: 0, count: 31) + [0x80]
    let tooHigh = (0..<19).map { sum(modulus, [$0] + [UInt8](repeating: 0, count: 31)) }
    return tooHigh + tooHigh.map { sum($0, sign) } + smallOrder.prefix(2).map { sum($0, sign) }
  }()
}
