import TestSupport
import Testing

@testable import FalWebhooks

@Suite("Ed25519: fuzz")
struct Ed25519FuzzTests {
  @Test("All code agrees on changed signatures")
  func agreement() throws {
    var random = SeededRandom(seed: 2)
    let signed = (0..<40).map { length in
      let key = Ed25519PrivateKey(seed: random.bytes(32))
      let message = random.bytes(length * 5)
      return (signature: key.signature(of: message), message: message, key: key.publicKey.bytes)
    }
    var (accepted, refused, decided) = (0, 0, 0)
    for round in 0..<2000 {
      var (signature, message, key) = signed[round % signed.count]
      for _ in 0..<Int.random(in: 0...2, using: &random) {
        switch Int.random(in: 0..<8, using: &random) {
        case 0: change(&signature, &random)
        case 1: change(&key, &random)
        case 2: change(&message, &random)
        case 3: signature.replaceSubrange(..<32, with: point(&random))
        case 4: signature.replaceSubrange(32..., with: sum(Array(signature[32...]), Edge.order))
        case 5: key = point(&random)
        case 6: signature.replaceSubrange(32..., with: random.bytes(31) + [random.bytes(1)[0] & 15])
        default: signature.replaceSubrange(32..., with: [UInt8](repeating: 0, count: 32))
        }
      }
      if try verdict(on: signature, of: message, by: key) { accepted += 1 } else { refused += 1 }
      if Ed25519Scalar(signature[32...]) != nil, Ed25519Point(key) != nil, Ed25519Point.isCanonical(signature[..<32]) {
        decided += 1
      }
    }
    // Enough of both, and most of what is refused is so by the equation.
    #expect(accepted > 500 && refused > 800 && decided > 1400)
  }

  @Test("Points that are decoded are encoded to the same bytes")
  func points() {
    var random = SeededRandom(seed: 3)
    var count = 0
    for _ in 0..<1000 {
      let encoding = random.bytes(32)
      guard let point = Ed25519Point(encoding) else { continue }
      count += 1
      #expect(point.encoding == encoding)
      #expect((point + -point).encoding == Ed25519Point.identity.encoding)
      #expect((point + point).encoding == point.doubled.encoding)
    }
    // Half of all numbers are the y of a point.
    #expect(count > 400 && count < 600)
  }

  private func change(_ bytes: inout [UInt8], _ random: inout SeededRandom) {
    guard let index = bytes.indices.randomElement(using: &random) else { return }
    bytes[index] ^= 1 << UInt8.random(in: 0..<8, using: &random)
  }

  private func point(_ random: inout SeededRandom) -> [UInt8] {
    switch Int.random(in: 0..<4, using: &random) {
    case 0: Edge.smallOrder.randomElement(using: &random) ?? []
    case 1: Edge.notCanonical.randomElement(using: &random) ?? []
    case 2: Ed25519PrivateKey(seed: random.bytes(32)).publicKey.bytes
    default: random.bytes(32)
    }
  }
}
