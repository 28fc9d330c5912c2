import TestSupport
import Testing

@testable import FalWebSocket

@Suite("WebSocket: round trips")
struct RoundTripTests {
  @Test(arguments: [WebSocketRole.client, .server], 1...2)
  func whatIsEncodedIsDecodedHoweverItIsCut(sender: WebSocketRole, seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let receiver: WebSocketRole = sender == .client ? .server : .client
    for _ in 0..<16 {
      var conversation = Conversation(sender: sender, seed: random.next())
      for _ in 0..<Int.random(in: 0...12, using: &random) { conversation.addRandomEvent(&random) }
      if Bool.random(using: &random) { conversation.addClose(&random) }

      for longest in [Int.max, 70_000, 1_000, 100] {
        let reception = Reception(random.cut(conversation.bytes, longest: longest), role: receiver)
        #expect(reception.error == nil)
        #expect(reception.events == conversation.events)
      }
      if conversation.bytes.count < 5_000 {
        let reception = Reception(conversation.bytes.map { [$0] }, role: receiver)
        #expect(reception.events == conversation.events)
      }
    }
  }

  @Test func aMessageOf10MBIsReadInPieces() {
    let text = String(repeating: "0123456789 äöü ", count: 10_000_000 / 18)
    var client = WebSocketEncoder(role: .client)
    let frame = client.text(text)
    let pieces = stride(from: 0, to: frame.count, by: 65_536).map { Array(frame[$0...].prefix(65_536)) }
    #expect(Reception(pieces, role: .server, longestMessage: 10_000_000).events == [.text(text)])
  }
}
