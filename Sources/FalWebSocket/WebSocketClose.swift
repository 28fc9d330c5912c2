/// Why a connection ends, as the side says that ends it.
package struct WebSocketClose: Sendable, Hashable {
  /// What the connection was for has been done.
  package static let normal: UInt16 = 1000
  /// A server that stops, or a user who has left.
  package static let goingAway: UInt16 = 1001
  /// The peer has sent what the protocol does not allow.
  package static let protocolError: UInt16 = 1002
  /// The peer has sent a kind of message that is not understood.
  package static let unsupported: UInt16 = 1003
  /// Stands for a close without a code, and is never sent.
  package static let noStatus: UInt16 = 1005
  /// Stands for a connection that was lost without a close, and is never sent.
  package static let abnormal: UInt16 = 1006
  /// The peer has sent text that is not UTF-8.
  package static let invalidText: UInt16 = 1007
  /// The peer has sent what this side does not accept, for a reason that has no code of its own.
  package static let policy: UInt16 = 1008
  /// The peer has sent a message that is too long.
  package static let tooLong: UInt16 = 1009
  /// The server lacks an extension that the client needs.
  package static let missingExtension: UInt16 = 1010
  /// Something has failed that the peer did not cause.
  package static let internalError: UInt16 = 1011
  /// The server starts anew; the client may connect again.
  package static let serviceRestart: UInt16 = 1012
  /// The server has too much to do; the client may connect again later.
  package static let tryAgainLater: UInt16 = 1013
  /// The server, a gateway, has got an invalid answer from the one behind it.
  package static let badGateway: UInt16 = 1014

  private static let longestReason = 123

  /// The code, or `nil` when there is none.
  package let code: UInt16?
  /// The reason in words, for logs rather than for users; of what is sent, the first 123 bytes at most.
  package let reason: String

  /// Creates a close; by default without a reason.
  package init(code: UInt16?, reason: String = "") {
    self.code = code
    self.reason = reason
  }

  /// Whether a frame may have this code: 1000 to 1003, 1007 to 1014, and 3000 to 4999.
  static func isAllowed(_ code: UInt16) -> Bool {
    switch code {
    case 1000...1003, 1007...1014, 3000...4999: true
    default: false
    }
  }

  /// Reads the payload of a close frame.
  init(payload: [UInt8]) throws(WebSocketError) {
    guard payload.count >= 2 else {
      guard payload.isEmpty else { throw .violation("a close has half a code") }
      self.init(code: nil)
      return
    }
    let code = UInt16(payload[0]) << 8 | UInt16(payload[1])
    guard Self.isAllowed(code) else { throw .violation("a close has the code \(code), which is never sent") }
    guard let reason = UTF8Validator.text(payload[2...]) else {
      throw WebSocketError(Self.invalidText, "the reason of a close is not UTF-8")
    }
    self.init(code: code, reason: reason)
  }

  /// The payload of a close frame; empty for a code that may not be sent.
  var payload: [UInt8] {
    guard let code, Self.isAllowed(code) else { return [] }
    let text = Array(reason.utf8)
    var end = min(text.count, Self.longestReason)
    // A character is left out as a whole.
    while end < text.count, text[end] & 0xC0 == 0x80 { end -= 1 }
    return [UInt8(code >> 8), UInt8(truncatingIfNeeded: code)] + text[..<end]
  }
}
