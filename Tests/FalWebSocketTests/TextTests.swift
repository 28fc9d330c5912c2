import TestSupport
import Testing

@testable import FalWebSocket

@Suite("WebSocket: text")
struct TextTests {
  private static let valid: [[UInt8]] = [
    Array("Hello-µ@ßöäüàá-UTF-8!!".utf8),
    Array("κόσμε".utf8),
    [0x00], [0x7F], [0xC2, 0x80], [0xDF, 0xBF], [0xE0, 0xA0, 0x80], [0xEF, 0xBF, 0xBF], [0xF0, 0x90, 0x80, 0x80],
    [0xED, 0x9F, 0xBF], [0xEE, 0x80, 0x80], [0xEF, 0xBF, 0xBD], [0xF4, 0x8F, 0xBF, 0xBF],
    [0xEF, 0xBF, 0xBE], [0xF0, 0x9F, 0xBF, 0xBE], [0xF4, 0x8F, 0xBF, 0xBE],
  ]

  /// What is no UTF-8, with the number of bytes after which that is certain: one more than it has when it lacks an end.
  private static let invalid: [(bytes: [UInt8], certain: Int)] = [
    // Continuation bytes without a beginning.
    ([0x80], 1), ([0xBF], 1), ([0x80, 0xBF, 0x80], 1),
    // Beginnings without continuation bytes.
    ([0xC2], 2), ([0xDF, 0x20], 2), ([0xE1, 0x80], 3), ([0xE1, 0x20], 2), ([0xE1, 0x80, 0xC2], 3),
    ([0xF1, 0x80, 0x80], 4), ([0xF1, 0x80, 0x20], 3), ([0xF1, 0xC2], 2),
    // Too long for their character.
    ([0xC0, 0x80], 1), ([0xC0, 0xAF], 1), ([0xC1, 0xBF], 1), ([0xE0, 0x80, 0xAF], 2), ([0xE0, 0x9F, 0xBF], 2),
    ([0xF0, 0x80, 0x80, 0xAF], 2), ([0xF0, 0x8F, 0xBF, 0xBF], 2),
    // Surrogates.
    ([0xED, 0xA0, 0x80], 2), ([0xED, 0xBF, 0xBF], 2), ([0xED, 0xA0, 0x80, 0xED, 0xB0, 0x80], 2),
    // Above U+10FFFF.
    ([0xF4, 0x90, 0x80, 0x80], 2), ([0xF5, 0x80, 0x80, 0x80], 1), ([0xF8, 0x88, 0x80, 0x80, 0x80], 1),
    ([0xFC, 0x84, 0x80, 0x80, 0x80, 0x80], 1), ([0xFE], 1), ([0xFF], 1),
  ]

  @Test(arguments: valid)
  func validTextIsRead(bytes: [UInt8]) throws {
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(Array(text.utf8) == bytes)
    #expect(try #require(Reception([RawFrame(0x81, bytes)])).events == [.text(text)])
    for cut in 0...bytes.count {
      let frames = [RawFrame(0x01, Array(bytes[..<cut])), RawFrame(0x89), RawFrame(0x80, Array(bytes[cut...]))]
      #expect(try #require(Reception(frames)).events == [.ping([]), .text(text)])
    }
  }

  @Test(arguments: invalid.indices, ["", "a", "1234567", "12345678", "é12345678"])
  func invalidTextIsRefusedAsSoonAsItIsCertain(index: Int, before: String) throws {
    let (bytes, certain) = Self.invalid[index]
    let payload = Array(before.utf8) + bytes
    let whole = try #require(Reception([RawFrame(0x81, payload)]))
    #expect(whole.events.isEmpty)
    #expect(whole.error?.close == 1007)

    // Within a fragment that goes on.
    let long = RawFrame(0x81, payload + [UInt8](repeating: 0x61, count: 20)).bytes().map { [$0] }
    let reception = Reception(long, role: .client)
    #expect(reception.error?.close == 1007)
    #expect(reception.lengthBeforeError == 2 + before.utf8.count + certain)

    for cut in 0...payload.count {
      let frames = [RawFrame(0x01, Array(payload[..<cut])), RawFrame(0x80, Array(payload[cut...]))]
      #expect(try #require(Reception(frames)).error?.close == 1007)
    }
  }

  @Test func allCharactersAreValidAndAllSurrogatesAreNot() {
    let wrong = (UInt32(0)...0x10FFFF).filter { value in
      // All where something changes, and many of the others.
      guard value % 61 == 0 || value < 0x900 || (0xD7F0...0xE010).contains(value) || value > 0x10FFF0 else {
        return false
      }
      if let scalar = Unicode.Scalar(value) { return UTF8Validator.text(Array(String(scalar).utf8)[...]) == nil }
      let bytes = [0xE0 | UInt8(value >> 12), 0x80 | UInt8(value >> 6 & 63), 0x80 | UInt8(value & 63)]
      return UTF8Validator.text(bytes[...]) != nil
    }
    #expect(wrong.isEmpty)
  }

  @Test func theValidatorAgreesWithTheStandardLibrary() {
    var random = SeededRandom(seed: 2)
    var validCount = 0
    for _ in 0..<5_000 {
      let length = Int.random(in: 0...6, using: &random)
      let bytes = random.mutate(Array(random.text(length).utf8))
      let text = String(decoding: bytes, as: UTF8.self)
      // What is not UTF-8 is repaired, and then there are other bytes.
      let isValid = Array(text.utf8) == bytes
      #expect((UTF8Validator.text(bytes[...]) != nil) == isValid)
      var validator = UTF8Validator()
      let pieces = random.cut(bytes, longest: 3)
      #expect((pieces.allSatisfy { validator.accepts($0[...]) } && validator.isBetweenCharacters) == isValid)
      if isValid { validCount += 1 }
    }
    #expect((500...4_500).contains(validCount))
  }

  @Test func binaryMessagesAreNotChecked() throws {
    for (bytes, _) in Self.invalid {
      #expect(try #require(Reception([RawFrame(0x82, bytes)])).events == [.binary(bytes)])
    }
  }
}
