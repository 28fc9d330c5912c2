import TestSupport
import Testing

@testable import FalWebSocket

@Suite("WebSocket: frames")
struct FramingTests {
  @Test func theExamplesOfTheSpecificationAreRead() {
    let hello = Array("Hello".utf8)
    let masked: [UInt8] = [0x37, 0xFA, 0x21, 0x3D, 0x7F, 0x9F, 0x4D, 0x51, 0x58]
    #expect(Reception([[0x81, 0x05] + hello], role: .client).events == [.text("Hello")])
    #expect(Reception([[0x81, 0x85] + masked], role: .server).events == [.text("Hello")])
    let fragments: [[UInt8]] = [[0x01, 0x03, 0x48, 0x65, 0x6C], [0x80, 0x02, 0x6C, 0x6F]]
    #expect(Reception(fragments, role: .client).events == [.text("Hello")])
    #expect(Reception([[0x89, 0x05] + hello], role: .client).events == [.ping(hello)])
    #expect(Reception([[0x8A, 0x85] + masked], role: .server).events == [.pong(hello)])
    let short = [UInt8](repeating: 0xFE, count: 256)
    #expect(Reception([[0x82, 0x7E, 0x01, 0x00] + short], role: .client).events == [.binary(short)])
    let long = [UInt8](repeating: 0xFE, count: 65_536)
    #expect(Reception([[0x82, 0x7F, 0, 0, 0, 0, 0, 1, 0, 0] + long], role: .client).events == [.binary(long)])
  }

  @Test(arguments: [0, 1, 124, 125, 126, 127, 128, 65_535, 65_536, 65_537])
  func messagesHaveAnyLength(length: Int) throws {
    let bytes = [UInt8](repeating: 0xFE, count: length)
    #expect(try #require(Reception([RawFrame(0x82, bytes)])).events == [.binary(bytes)])
    let text = String(repeating: "*", count: length)
    #expect(try #require(Reception([RawFrame(0x81, text)])).events == [.text(text)])
  }

  @Test func payloadsAreUnmaskedWhereverTheyAreCut() {
    var random = SeededRandom(seed: 1)
    let payload = random.bytes(67)
    let frame = RawFrame(0x82, payload).bytes(key: [1, 2, 3, 4])
    for cut in frame.indices {
      let pieces = [Array(frame[..<cut]), Array(frame[cut...])]
      #expect(Reception(pieces, role: .server).events == [.binary(payload)])
    }
  }

  @Test func controlFramesHaveUpTo125Bytes() throws {
    for length in 0...125 {
      let payload = [UInt8](repeating: 0xFE, count: length)
      let frames = [RawFrame(0x89, payload), RawFrame(0x8A, payload)]
      #expect(try #require(Reception(frames)).events == [.ping(payload), .pong(payload)])
    }
    for first: UInt8 in [0x88, 0x89, 0x8A] {
      let reception = try #require(Reception([RawFrame(first, [UInt8](repeating: 3, count: 126))]))
      #expect(reception.events.isEmpty)
      #expect(reception.error?.close == 1002)
    }
  }

  @Test func reservedBitsAreRefused() throws {
    for reserved: UInt8 in 1...7 {
      for opcode: UInt8 in [0x0, 0x1, 0x2, 0x8, 0x9, 0xA] {
        let frames = [RawFrame(0x81, "before"), RawFrame(0x80 | reserved << 4 | opcode), RawFrame(0x89)]
        let reception = try #require(Reception(frames))
        #expect(reception.events == [.text("before")])
        #expect(reception.error?.close == 1002)
      }
    }
  }

  @Test func unknownOpcodesAreRefused() throws {
    for opcode: UInt8 in [3, 4, 5, 6, 7, 11, 12, 13, 14, 15] {
      for final: UInt8 in [0x00, 0x80] {
        let reception = try #require(Reception([RawFrame(final | opcode, "x"), RawFrame(0x89)]))
        #expect(reception.events.isEmpty)
        #expect(reception.error?.close == 1002)
      }
    }
  }

  @Test func aSideRefusesTheMasksOfItsOwn() {
    for first: UInt8 in [0x81, 0x89, 0x88] {
      #expect(Reception([RawFrame(first).bytes()], role: .server).error?.close == 1002)
      #expect(Reception([RawFrame(first).bytes(key: [1, 2, 3, 4])], role: .client).error?.close == 1002)
      // The second byte says it.
      #expect(Reception([[first, 0x00]], role: .server).error != nil)
      #expect(Reception([[first, 0x80]], role: .client).error != nil)
    }
  }

  @Test func lengthsAreInTheShortestForm() throws {
    for (length, size) in [(0, 2), (125, 2), (0, 8), (125, 8), (126, 8), (65_535, 8)] {
      let frame = RawFrame(0x82, [UInt8](repeating: 1, count: length), lengthSize: size)
      let reception = try #require(Reception([frame]))
      #expect(reception.events.isEmpty)
      #expect(reception.error?.close == 1002)
    }
  }

  @Test func theTopBitOfALengthIsClear() {
    for (top, close) in [(0x80, 1002), (0xFF, 1002), (0x7F, 1009)] as [(UInt8, UInt16)] {
      let header: [UInt8] = [0x82, 0x7F, top] + [UInt8](repeating: 0xFF, count: 7)
      #expect(Reception([header], role: .client, longestMessage: .max - 1).error?.close == close)
    }
  }

  @Test func aMessageThatIsTooLongIsRefusedByItsHeader() {
    let fits = RawFrame(0x82, [UInt8](repeating: 1, count: 1000))
    #expect(Reception([fits.bytes()], role: .client, longestMessage: 1000).events.count == 1)
    let header = Array(RawFrame(0x82, [UInt8](repeating: 1, count: 1001)).bytes().prefix(4))
    #expect(Reception([header], role: .client, longestMessage: 1000).error?.close == 1009)
    #expect(Reception([[0x82, 1]], role: .client, longestMessage: 0).error?.close == 1009)
    #expect(Reception([[0x82, 0]], role: .client, longestMessage: 0).events == [.binary([])])
    // All frames of a message count, and each message for itself.
    let fragments = RawFrame(0x02, [UInt8](repeating: 1, count: 600)).bytes()
    let last = RawFrame(0x80, [UInt8](repeating: 1, count: 400)).bytes()
    let tooLong = RawFrame(0x80, [UInt8](repeating: 1, count: 401)).bytes()
    #expect(Reception([fragments, last, fragments, last], role: .client, longestMessage: 1000).events.count == 2)
    let reception = Reception([fragments, Array(tooLong.prefix(4))], role: .client, longestMessage: 1000)
    #expect(reception.error?.close == 1009)
  }

  @Test func aClaimedLengthIsNotAllocated() {
    // 2^62 bytes are announced and never sent.
    let header: [UInt8] = [0x82, 0x7F, 0x40, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3]
    let reception = Reception([header], role: .client, longestMessage: .max)
    #expect(reception == Reception([], role: .client))
  }

  @Test func nothingIsGivenAfterAnError() throws {
    var decoder = WebSocketDecoder(role: .client, longestMessage: 100)
    decoder.receive([0x83, 0, 0x89, 0])
    #expect(throws: WebSocketError.self) { try decoder.next() }
    decoder.receive([0x89, 0])
    #expect(try decoder.next() == nil)
    #expect(try decoder.next() == nil)
  }

  @Test func manyMessagesComeAtOnce() {
    let frames = (0..<10_000).flatMap { RawFrame($0 % 2 == 0 ? 0x81 : 0x89, "\($0)").bytes() }
    let events = Reception([frames], role: .client).events
    #expect(events.count == 10_000)
    #expect(events.last == .ping(Array("9999".utf8)))
  }

  @Test func anErrorSaysWhatIsWrong() {
    #expect(Reception([[0x83]], role: .client).error?.description == "a frame has an unknown opcode (1002)")
  }
}
