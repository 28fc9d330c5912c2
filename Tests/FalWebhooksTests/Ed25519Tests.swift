import FalWebhooks
import TestSupport
import Testing

@Suite("Ed25519")
struct Ed25519Tests {
  @Test("Keys, signatures and verdicts are those of RFC 8032", arguments: SignatureVector.all)
  func standard(vector: SignatureVector) throws {
    let key = Ed25519PrivateKey(seed: vector.seed)
    #expect(key.publicKey.bytes == vector.publicKey)
    #expect(key.signature(of: vector.message) == vector.signature)
    #expect(try verdict(on: vector.signature, of: vector.message, by: vector.publicKey))
    #expect(try !verdict(on: vector.signature, of: vector.message + [0], by: vector.publicKey))
  }

  @Test("Signatures of any message are verified with their key and no other one")
  func roundTrip() throws {
    var random = SeededRandom(seed: 1)
    var other = Ed25519PrivateKey(seed: random.bytes(32)).publicKey
    for length in [0, 1, 31, 32, 63, 64, 65, 111, 127, 128, 129, 1000, 100_000] {
      let key = Ed25519PrivateKey(seed: random.bytes(32))
      let message = random.bytes(length)
      let signature = key.signature(of: message)
      #expect(signature.count == 64)
      #expect(try verdict(on: signature, of: message, by: key.publicKey.bytes))
      #expect(try !verdict(on: signature, of: message, by: other.bytes))
      other = key.publicKey
    }
  }

  @Test("A key has 32 bytes")
  func keyLengths() {
    for count in [0, 1, 31, 33, 64] { #expect(Ed25519PublicKey([UInt8](repeating: 1, count: count)) == nil) }
    #expect(Ed25519PublicKey([UInt8](repeating: 1, count: 32))?.bytes == [UInt8](repeating: 1, count: 32))
  }

  @Test("Every change of one bit is refused")
  func bits() throws {
    let key = Ed25519PrivateKey(seed: Array(0..<32))
    let message = Array("a message".utf8)
    let whole = key.signature(of: message) + key.publicKey.bytes + message
    for bit in 0..<whole.count * 8 {
      var changed = whole
      changed[bit / 8] ^= 1 << (bit % 8)
      #expect(try !verdict(on: Array(changed[..<64]), of: Array(changed[96...]), by: Array(changed[64..<96])))
    }
    #expect(try verdict(on: Array(whole[..<64]), of: Array(whole[96...]), by: Array(whole[64..<96])))
  }

  @Test("Many threads verify at once")
  func threads() async {
    let key = Ed25519PrivateKey(seed: Array(0..<32))
    let signature = key.signature(of: [1])
    await withTaskGroup { group in
      for number in 0..<64 {
        group.addTask { key.publicKey.verifies(signature, of: [UInt8(number)]) == (number == 1) }
      }
      for await isRight in group { #expect(isRight) }
    }
  }
}
