import TestSupport

@testable import FalWebSocket

/// What one side sends, and what the other one should understand.
struct Conversation {
  private var encoder: WebSocketEncoder
  private(set) var frames: [[UInt8]] = []
  private(set) var events: [WebSocketEvent] = []

  var bytes: [UInt8] { Array(frames.joined()) }

  init(sender: WebSocketRole, seed: UInt64) {
    encoder = WebSocketEncoder(role: sender, random: SeededRandom(seed: seed))
  }

  /// Adds a control frame, or a message, perhaps in fragments with control frames between them.
  mutating func addRandomEvent(_ random: inout SeededRandom) {
    switch Int.random(in: 0..<5, using: &random) {
    case 0:
      addControl(&random)
    case 1:
      let text = random.text(random.length())
      frames.append(encoder.text(text))
      events.append(.text(text))
    case 2:
      let bytes = random.bytes(random.length())
      frames.append(encoder.binary(bytes))
      events.append(.binary(bytes))
    case 3:
      let text = random.text(random.length())
      addFragments(Array(text.utf8), .text(text), isText: true, &random)
    default:
      let bytes = random.bytes(random.length())
      addFragments(bytes, .binary(bytes), isText: false, &random)
    }
  }

  mutating func addClose(_ random: inout SeededRandom) {
    let close = WebSocketClose(
      code: [nil, 1000, 1001, 1011, 3000, 4999].random(&random),
      reason: random.text(Int.random(in: 0...30, using: &random))
    )
    frames.append(encoder.close(close))
    events.append(.close(close.code == nil ? WebSocketClose(code: nil) : close))
  }

  private mutating func addControl(_ random: inout SeededRandom) {
    let payload = random.bytes([0, 1, 8, 125].random(&random))
    if Bool.random(using: &random) {
      frames.append(encoder.ping(payload))
      events.append(.ping(payload))
    } else {
      frames.append(encoder.pong(payload))
      events.append(.pong(payload))
    }
  }

  private mutating func addFragments(
    _ bytes: [UInt8],
    _ event: WebSocketEvent,
    isText: Bool,
    _ random: inout SeededRandom
  ) {
    let pieces = random.cut(bytes, longest: max(1, bytes.count / 2)) + [[]]
    for (index, fragment) in encoder.fragments(pieces, isText: isText).enumerated() {
      if index > 0, Int.random(in: 0..<3, using: &random) == 0 { addControl(&random) }
      frames.append(fragment)
    }
    events.append(event)
  }
}
