import TestSupport
import Testing

@testable import FalWebSocket

@Suite("WebSocket: encoder")
struct EncoderTests {
  /// Gives the key of the example in the specification, and counts.
  private struct ExampleKeys: RandomNumberGenerator, Sendable {
    private var count: UInt64 = 0

    mutating func next() -> UInt64 {
      defer { count += 1 }
      return 0x3D21_FA37 + count
    }
  }

  private let hello = Array("Hello".utf8)

  @Test func theExamplesOfTheSpecificationAreWritten() {
    var server = WebSocketEncoder(role: .server)
    #expect(server.text("Hello") == [0x81, 0x05, 0x48, 0x65, 0x6C, 0x6C, 0x6F])
    #expect(
      server.fragments([[0x48, 0x65, 0x6C], [0x6C, 0x6F]], isText: true)
        == [[0x01, 0x03, 0x48, 0x65, 0x6C], [0x80, 0x02, 0x6C, 0x6F]]
    )
    #expect(server.ping(hello) == [0x89, 0x05, 0x48, 0x65, 0x6C, 0x6C, 0x6F])
    #expect(server.binary([UInt8](repeating: 1, count: 256)).prefix(4) == [0x82, 0x7E, 0x01, 0x00])
    #expect(server.binary([UInt8](repeating: 1, count: 65_536)).prefix(10) == [0x82, 0x7F, 0, 0, 0, 0, 0, 1, 0, 0])
    let masked: [UInt8] = [0x37, 0xFA, 0x21, 0x3D, 0x7F, 0x9F, 0x4D, 0x51, 0x58]
    var client = WebSocketEncoder(role: .client, random: ExampleKeys())
    #expect(client.text("Hello") == [0x81, 0x85] + masked)
    client = WebSocketEncoder(role: .client, random: ExampleKeys())
    #expect(client.pong(hello) == [0x8A, 0x85] + masked)
  }

  @Test(arguments: [0, 1, 7, 8, 9, 125, 126, 127, 128, 65_535, 65_536])
  func framesAreTheSameAsWrittenBitByBit(length: Int) {
    var random = SeededRandom(seed: UInt64(length))
    let payload = random.bytes(length)
    var server = WebSocketEncoder(role: .server)
    #expect(server.binary(payload) == RawFrame(0x82, payload).bytes())
    var client = WebSocketEncoder(role: .client, random: ExampleKeys())
    #expect(client.binary(payload) == RawFrame(0x82, payload).bytes(key: [0x37, 0xFA, 0x21, 0x3D]))
    let text = String(repeating: "z", count: length)
    #expect(client.text(text) == RawFrame(0x81, text).bytes(key: [0x38, 0xFA, 0x21, 0x3D]))
  }

  @Test func eachFrameHasAMaskOfItsOwn() {
    var client = WebSocketEncoder(role: .client)
    let keys = Set((0..<100).map { _ in Array(client.ping()[2...]) })
    #expect(keys.allSatisfy { $0.count == 4 })
    #expect(keys.count > 95)
  }

  @Test func controlFramesMayBeEmpty() {
    var server = WebSocketEncoder(role: .server)
    #expect(server.ping() == [0x89, 0x00])
    #expect(server.pong() == [0x8A, 0x00])
    #expect(server.ping([UInt8](repeating: 7, count: 125)).count == 127)
  }

  @Test func fragmentsAreAsManyAsPieces() {
    var server = WebSocketEncoder(role: .server)
    #expect(server.fragments([[1]], isText: false) == [[0x82, 1, 1]])
    #expect(server.fragments([[], [], [3]], isText: false) == [[0x02, 0], [0x00, 0], [0x80, 1, 3]])
    #expect(server.fragments([], isText: false).isEmpty)
  }
}
