@testable import FalWebSocket

/// What a decoder gives for bytes that arrive in pieces.
struct Reception: Equatable {
  var events: [WebSocketEvent] = []
  var error: WebSocketError?
  /// How many bytes had been given when the error came.
  var lengthBeforeError = 0

  static func == (first: Reception, second: Reception) -> Bool {
    first.events == second.events && first.error == second.error
  }

  init(_ pieces: [[UInt8]], role: WebSocketRole, longestMessage: Int = 1 << 20) {
    var decoder = WebSocketDecoder(role: role, longestMessage: longestMessage)
    var length = 0
    for piece in pieces {
      decoder.receive(piece)
      length += piece.count
      do throws(WebSocketError) {
        while let event = try decoder.next() { events.append(event) }
      } catch {
        self.error = error
        lengthBeforeError = length
      }
    }
  }

  /// What both sides give for frames, which must be the same however these arrive; `nil` when it is not.
  init?(_ frames: [RawFrame], longestMessage: Int = 1 << 20) {
    let plain = frames.flatMap { $0.bytes() }
    let masked = frames.flatMap { $0.bytes(key: [0x37, 0xFA, 0x21, 0x3D]) }
    self.init([plain], role: .client, longestMessage: longestMessage)
    let others = [
      Reception(plain.map { [$0] }, role: .client, longestMessage: longestMessage),
      Reception([masked], role: .server, longestMessage: longestMessage),
      Reception(masked.map { [$0] }, role: .server, longestMessage: longestMessage),
    ]
    guard others.allSatisfy({ $0 == self }) else { return nil }
  }
}
