import Testing

@testable import FalWebhooks

@Suite("Ed25519: edges")
struct Ed25519EdgeTests {
  private let key = Ed25519PrivateKey(seed: Array(0..<32))
  private let message = Array("a message".utf8)
  private let zero = [UInt8](repeating: 0, count: 32)

  @Test("A signature has exactly 64 bytes")
  func lengths() throws {
    let signature = key.signature(of: message)
    for count in [0, 1, 31, 32, 33, 63] {
      #expect(try !verdict(on: Array(signature.prefix(count)), of: message, by: key.publicKey.bytes))
    }
    for more in [[0], signature] as [[UInt8]] {
      #expect(try !verdict(on: signature + more, of: message, by: key.publicKey.bytes))
      #expect(try !verdict(on: more + signature, of: message, by: key.publicKey.bytes))
    }
  }

  @Test("Zeros are no signature")
  func zeros() throws {
    #expect(try !verdict(on: zero + zero, of: message, by: key.publicKey.bytes))
    #expect(try !verdict(on: zero + zero, of: [], by: key.publicKey.bytes))
  }

  @Test("A scalar that is not below the order is refused, so that nobody makes a second signature of one")
  func order() throws {
    let signature = key.signature(of: message)
    var (commitment, scalar) = (Array(signature[..<32]), Array(signature[32...]))
    for _ in 1...15 {
      scalar = sum(scalar, Edge.order)
      #expect(try !verdict(on: commitment + scalar, of: message, by: key.publicKey.bytes))
    }
    // With the identity for a key and a commitment, 0 is the right scalar, and the order would be.
    commitment = Edge.smallOrder[0]
    #expect(try verdict(on: commitment + zero, of: message, by: Edge.smallOrder[0]))
    for scalar in [Edge.order, sum(Edge.order, Edge.order)] {
      #expect(try !verdict(on: commitment + scalar, of: message, by: Edge.smallOrder[0]))
    }
    let last = Ed25519Scalar(sum(Edge.order, [UInt8](repeating: 255, count: 32)))
    #expect(last != nil && Ed25519Scalar(Edge.order) == nil)
  }

  @Test("Other encodings of a point than its own are refused, as a key and as a commitment")
  func notCanonical() throws {
    let signature = key.signature(of: message)
    for encoding in Edge.notCanonical {
      #expect(Ed25519Point(encoding) == nil)
      #expect(try !verdict(on: signature, of: message, by: encoding))
      #expect(try !verdict(on: encoding + signature[32...], of: message, by: key.publicKey.bytes))
      for commitment in Edge.smallOrder + Edge.notCanonical {
        #expect(try !verdict(on: commitment + zero, of: message, by: encoding))
      }
      for key in Edge.smallOrder { #expect(try !verdict(on: encoding + zero, of: message, by: key)) }
    }
  }

  @Test("Keys that are no point are refused")
  func noPoints() throws {
    let signature = key.signature(of: message)
    var count = 0
    for y in 2..<100 as Range<UInt8> {
      let encoding = [y] + zero.dropFirst()
      guard Ed25519Point(encoding) == nil else { continue }
      count += 1
      #expect(try !verdict(on: signature, of: message, by: encoding))
    }
    #expect(count > 30 && count < 70)
  }

  @Test("Points of small order are decided by the equation, as OpenSSL does")
  func smallOrder() throws {
    var count = 0
    for key in Edge.smallOrder {
      #expect(Ed25519Point(key)?.encoding == key)
      for commitment in Edge.smallOrder {
        for number in 0..<8 as Range<UInt8> {
          if try verdict(on: commitment + zero, of: [number], by: key) { count += 1 }
        }
      }
    }
    // What is right depends on the hash, for one of eight by chance; there is something for each key.
    #expect(count > 40 && count < 100)
  }

  @Test("A point of small order that is added to a key or a commitment is not multiplied away")
  func mixedOrder() throws {
    let scalar = Ed25519Scalar(reducing: Array(0..<32))
    let nonce = Ed25519Scalar(reducing: Array(32..<64))
    let torsion = try Edge.smallOrder.map { try #require(Ed25519Point($0)) }
    func point(_ scalar: Ed25519Scalar) -> Ed25519Point { .sum(of: [(scalar, .base)]) }
    for (index, added) in torsion.enumerated() {
      let key = (point(scalar) + added).encoding
      var count = 0
      for other in torsion {
        let commitment = (point(nonce) + other).encoding
        let challenge = Ed25519Scalar(reducing: SHA512.digest(commitment + key + message))
        let response = nonce + challenge * scalar.bytes
        if try verdict(on: commitment + response.bytes, of: message, by: key) { count += 1 }
      }
      // With a key that has none only the commitment without one is right; otherwise that depends on the hashes.
      #expect(index == 0 ? count == 1 : count < 8)
    }
  }
}
