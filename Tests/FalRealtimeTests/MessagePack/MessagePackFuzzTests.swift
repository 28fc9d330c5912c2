import FalCore
import FalRealtime
import TestSupport
import Testing

@Suite("MessagePack: fuzz")
struct MessagePackFuzzTests {
  @Test("Whatever is written is read again, in bytes that stay the same")
  func roundTrips() throws {
    var numbers = SeededRandom(seed: 1)
    for round in 0..<5000 {
      let value = MessagePack.random(using: &numbers)
      let bytes = try value.encoded()
      let read = try MessagePack(decoding: bytes)
      guard read == value, read.hashValue == value.hashValue, try read.encoded() == bytes else {
        Issue.record("round \(round): \(value) became \(read)")
        return
      }
    }
  }

  @Test("Random bytes never crash the decoder")
  func randomBytes() throws {
    var numbers = SeededRandom(seed: 2)
    let readCount = try countRead(50_000) { _ in numbers.bytes(upTo: 24) }
    #expect(readCount > 20_000)
  }

  @Test("Damaged values never crash the decoder")
  func mutations() throws {
    var numbers = SeededRandom(seed: 3)
    let originals = try (0..<500).map { _ in try MessagePack.random(using: &numbers, levels: 3).encoded() }
    let telling = Array<UInt8>(0xC0...0xDF)
    let readCount = try countRead(50_000) {
      numbers.mutate(originals[$0 % originals.count], most: 3, inserting: telling)
    }
    #expect(readCount > 10_000)
  }

  /// Counts the inputs that begin with a value; each value can be written, and be JSON that can be read.
  private func countRead(_ rounds: Int, _ input: (Int) -> [UInt8]) throws -> Int {
    var readCount = 0
    for round in 0..<rounds {
      let bytes = input(round)
      let whole = try? MessagePack(decoding: bytes)
      guard let (value, count) = try? MessagePack.first(in: bytes[...]) else {
        #expect(whole == nil)
        continue
      }
      readCount += 1
      #expect(whole == (count == bytes.count ? value : nil))
      let written = try value.encoded()
      #expect(written.count <= count)
      #expect(try MessagePack(decoding: written) == value)
      if round.isMultiple(of: 20) { #expect(try JSON(parsing: value.json.text()) == value.json) }
    }
    return readCount
  }
}
