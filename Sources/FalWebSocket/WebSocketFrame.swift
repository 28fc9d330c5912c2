/// A frame whose payload is being received (RFC 6455, section 5.2).
struct WebSocketFrame: Sendable {
  let opcode: WebSocketOpcode
  /// Whether the message ends with this frame.
  let isFinal: Bool
  /// How many bytes of the payload are still to come.
  var remaining: Int
  /// How the next of them are masked.
  var mask: WebSocketMask?

  /// Reads the header of a frame that this side receives, and gives the header's length with it; `nil` when the header
  /// has not been received as a whole.
  static func parse(
    _ bytes: ArraySlice<UInt8>,
    for role: WebSocketRole
  ) throws(WebSocketError) -> (frame: WebSocketFrame, headerLength: Int)? {
    var rest = bytes
    guard let first = rest.popFirst() else { return nil }
    guard first & 0x70 == 0 else { throw .violation("a frame uses an extension that was not agreed on") }
    guard let opcode = WebSocketOpcode(rawValue: first & 0x0F) else {
      throw .violation("a frame has an unknown opcode")
    }
    let isFinal = first & 0x80 != 0
    guard isFinal || !opcode.isControl else { throw .violation("a control frame is not whole") }

    guard let second = rest.popFirst() else { return nil }
    let isMasked = second & 0x80 != 0
    guard isMasked != role.masksFrames else {
      throw .violation(isMasked ? "a server has masked a frame" : "a client has not masked a frame")
    }
    guard second & 0x7F <= 125 || !opcode.isControl else {
      throw .violation("the payload of a control frame is longer than 125 bytes")
    }

    guard let length = try takeLength(second & 0x7F, from: &rest) else { return nil }
    var frame = WebSocketFrame(opcode: opcode, isFinal: isFinal, remaining: length)
    if isMasked {
      guard rest.count >= 4 else { return nil }
      let key = rest.prefix(4).reversed().reduce(0) { key, byte in key << 8 | UInt32(byte) }
      frame.mask = WebSocketMask(key: key)
      rest = rest.dropFirst(4)
    }
    return (frame, bytes.count - rest.count)
  }

  /// Moves what has been received of the payload, unmasked, to the end of other bytes, and gives its length.
  mutating func movePayload(from input: ArraySlice<UInt8>, to bytes: inout [UInt8]) -> Int {
    let piece = input.prefix(remaining)
    let end = bytes.count
    bytes.append(contentsOf: piece)
    bytes.withUnsafeMutableBytes { mask?.apply(to: UnsafeMutableRawBufferPointer(rebasing: $0[end...])) }
    remaining -= piece.count
    return piece.count
  }

  /// The length of the payload, which is in the second byte, or else in the 2 or 8 bytes after it.
  private static func takeLength(
    _ short: UInt8,
    from rest: inout ArraySlice<UInt8>
  ) throws(WebSocketError) -> Int? {
    if short < 126 { return Int(short) }
    let size = short == 126 ? 2 : 8
    guard rest.count >= size else { return nil }
    let length = rest.prefix(size).reduce(UInt64(0)) { length, byte in length << 8 | UInt64(byte) }
    rest = rest.dropFirst(size)
    guard length >> 63 == 0 else { throw .violation("the length of a frame is negative") }
    guard length > (size == 2 ? 125 : 0xFFFF) else {
      throw .violation("the length of a frame is not in the shortest form")
    }
    // What does not fit an `Int` is longer than any message may be.
    return Int(clamping: length)
  }
}

/// What a frame is (RFC 6455, section 5.2).
enum WebSocketOpcode: UInt8, Sendable {
  case continuation = 0x0
  case text = 0x1
  case binary = 0x2
  case close = 0x8
  case ping = 0x9
  case pong = 0xA

  /// Whether it may come between the frames of a message.
  var isControl: Bool { rawValue >= 0x8 }
}
