import TestSupport
import Testing

@testable import FalWebSocket

@Suite("WebSocket: fuzz")
struct WebSocketFuzzTests {
  /// The beginnings of headers whose lengths follow, masks, and pings.
  private static let telling: [UInt8] = [0, 0x7E, 0x7F, 0x80, 0x88, 0xFE, 0xFF]

  @Test func damagedStreamsNeverCrashTheDecoder() {
    var random = SeededRandom(seed: 3)
    var (readCount, refusedCount, messageCount) = (0, 0, 0)
    let streams = (0..<40).map { stream(from: $0 % 2 == 0 ? .client : .server, &random) }
    for round in 0..<8_000 {
      let receiver: WebSocketRole = round % 2 == 0 ? .server : .client
      let bytes = random.mutate(streams[round % streams.count], most: 3, inserting: Self.telling)
      let whole = Reception([bytes], role: receiver, longestMessage: 2_000)
      let pieces = random.cut(bytes, longest: 7)
      #expect(whole == Reception(pieces, role: receiver, longestMessage: 2_000))
      if let error = whole.error {
        refusedCount += 1
        #expect([1002, 1007, 1009].contains(error.close))
      } else {
        readCount += 1
      }
      messageCount += whole.events.count
    }
    #expect(readCount > 500)
    #expect(refusedCount > 500)
    #expect(messageCount > 5_000)
  }

  /// A few messages, none of them long, and sometimes a close.
  private func stream(from sender: WebSocketRole, _ random: inout SeededRandom) -> [UInt8] {
    while true {
      var conversation = Conversation(sender: sender, seed: random.next())
      while conversation.frames.count < 4 { conversation.addRandomEvent(&random) }
      if Bool.random(using: &random) { conversation.addClose(&random) }
      if conversation.bytes.count < 1_500 { return conversation.bytes }
    }
  }

  @Test func randomBytesNeverCrashTheDecoder() {
    var random = SeededRandom(seed: 4)
    var (eventCount, refusedCount) = (0, 0)
    for round in 0..<10_000 {
      // Half of them begin well.
      let first: [UInt8] = round % 2 == 0 ? [0x80 | [1, 2, 8, 9, 10].random(&random), UInt8(round % 128)] : []
      let bytes = first + random.bytes(Int.random(in: 0...200, using: &random))
      let whole = Reception([bytes], role: .client, longestMessage: 1_000)
      #expect(whole == Reception(random.cut(bytes, longest: 50), role: .client, longestMessage: 1_000))
      eventCount += whole.events.count
      if whole.error != nil { refusedCount += 1 }
    }
    #expect(eventCount > 1_000)
    #expect(refusedCount > 4_000)
  }

  @Test func damagedAnswersNeverCrashTheParser() {
    let answer = Array(
      "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: x, Upgrade\r\nA:\r\n\r\nrest".utf8
    )
    var random = SeededRandom(seed: 5)
    var (readCount, refusedCount) = (0, 0)
    for _ in 0..<20_000 {
      let bytes = random.mutate(answer)
      let whole = outcome(of: [bytes])
      #expect(whole == outcome(of: random.cut(bytes, longest: 9)))
      switch whole {
      case .head(let status, let names, let used):
        readCount += 1
        #expect((100...999).contains(status) && (19...bytes.count).contains(used))
        #expect(names.allSatisfy { !$0.isEmpty })
      case .refused: refusedCount += 1
      case .incomplete: break
      }
    }
    #expect(readCount > 2_000)
    #expect(refusedCount > 2_000)
  }

  private enum Outcome: Equatable {
    case head(status: Int, names: [String], length: Int)
    case refused
    case incomplete
  }

  private func outcome(of pieces: [[UInt8]]) -> Outcome {
    var parser = WebSocketResponseParser()
    var length = 0
    do throws(WebSocketResponseError) {
      for piece in pieces {
        if let head = try parser.receive(piece) {
          return .head(status: head.status, names: head.fields.map(\.name), length: length + head.used)
        }
        length += piece.count
      }
      return .incomplete
    } catch {
      return .refused
    }
  }
}
