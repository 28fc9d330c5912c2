import TestSupport
import Testing

@testable import FalWebhooks

@Suite("Ed25519: numbers")
struct Ed25519FieldTests {
  private let one = Ed25519FieldElement(1)

  @Test("Numbers around the modulus are reduced")
  func modulus() {
    for number in 0..<19 as Range<UInt64> {
      let small = Ed25519Number(number, 0, 0, 0)
      let element = Ed25519FieldElement(Ed25519FieldElement.modulus &+ small)
      #expect(element.number == small)
      #expect((-element + element).number == Ed25519Number(0, 0, 0, 0))
      #expect((element * element).number == Ed25519Number(number * number, 0, 0, 0))
    }
    let last = Ed25519FieldElement(0) - one
    #expect(last.number == Ed25519FieldElement.modulus &- Ed25519Number(1, 0, 0, 0))
    #expect(last * last == one)
    #expect(last + one == Ed25519FieldElement(0))
    // The highest bit does not count.
    #expect(Ed25519FieldElement(Ed25519Number(.max, .max, .max, .max)).number == Ed25519Number(18, 0, 0, 0))
  }

  @Test("Calculations keep the laws of arithmetic")
  func laws() {
    var random = SeededRandom(seed: 4)
    var roots = 0
    for _ in 0..<500 {
      let (a, b, c) = (element(&random), element(&random), element(&random))
      #expect((a + b) * c == a * c + b * c)
      #expect((a - b) * (a + b) == a * a - b * b)
      #expect(a * b * c == c * (b * a))
      #expect(a.number == Ed25519FieldElement(0).number || a * a.inverse == one)
      #expect(Ed25519FieldElement(Ed25519Number(a.number.bytes)) == a)
      if let root = Ed25519FieldElement.squareRoot(of: a, over: one) {
        roots += 1
        #expect(root * root == a)
      }
    }
    #expect(roots > 200)
  }

  @Test("Scalars are reduced by the order")
  func scalars() {
    var random = SeededRandom(seed: 5)
    let zeros = [UInt8](repeating: 0, count: 32)
    #expect(Ed25519Scalar(reducing: Edge.order).bytes == zeros)
    #expect(Ed25519Scalar(reducing: zeros + Edge.order).bytes == zeros)
    for _ in 0..<100 {
      let (a, b) = (random.bytes(64), random.bytes(64))
      let (first, second) = (Ed25519Scalar(reducing: a), Ed25519Scalar(reducing: b))
      #expect(first * b == second * a)
      #expect(first * second.bytes == first * b)
      #expect(Ed25519Scalar(first.bytes) == first)
      #expect(Ed25519Scalar(reducing: sum(first.bytes, Edge.order)) == first)
    }
  }

  /// A random number, or one whose bits are mostly the same.
  private func element(_ random: inout SeededRandom) -> Ed25519FieldElement {
    let words = (0..<4).map { _ in [0, .max, random.next(), random.next()].randomElement(using: &random) ?? 0 }
    return Ed25519FieldElement(Ed25519Number(words[0], words[1], words[2], words[3]))
  }
}
