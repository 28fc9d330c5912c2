/// Makes the frames that are sent (RFC 6455, section 5).
package struct WebSocketEncoder: Sendable {
  private let role: WebSocketRole
  private var random: any RandomNumberGenerator & Sendable

  /// Creates an encoder for a connection.
  ///
  /// - Parameters:
  ///   - role: Which side this one is.
  ///   - random: What a client's masks come from; by default the system's generator, and only tests want another one.
  package init(role: WebSocketRole, random: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator()) {
    self.role = role
    self.random = random
  }

  /// A message of text, in one frame.
  package mutating func text(_ text: String) -> [UInt8] {
    var text = text
    return text.withUTF8 { frame(.text, UnsafeRawBufferPointer($0)) }
  }

  /// A message of bytes, in one frame.
  package mutating func binary(_ bytes: [UInt8]) -> [UInt8] {
    frame(.binary, bytes)
  }

  /// A question whether the peer is still there.
  ///
  /// - Parameter payload: At most 125 bytes, which the pong repeats; by default none.
  /// - Returns: One frame.
  package mutating func ping(_ payload: [UInt8] = []) -> [UInt8] {
    control(.ping, payload)
  }

  /// The answer to a ping.
  ///
  /// - Parameter payload: The bytes of the ping, at most 125; by default none.
  /// - Returns: One frame.
  package mutating func pong(_ payload: [UInt8] = []) -> [UInt8] {
    control(.pong, payload)
  }

  /// The last frame that is sent.
  ///
  /// - Parameter close: Why; `nil`, and a code that may not be sent, give a frame that does not say it. A reason is cut
  ///   after 123 bytes at most, between two characters.
  /// - Returns: One frame.
  package mutating func close(_ close: WebSocketClose? = nil) -> [UInt8] {
    control(.close, close?.payload ?? [])
  }

  /// One message in several frames, between which control frames may be sent.
  ///
  /// - Parameters:
  ///   - pieces: The payload of each frame, at least one; text may be cut within a character.
  ///   - isText: Whether the pieces together are text in UTF-8.
  /// - Returns: The frames, as many as there are pieces.
  package mutating func fragments(_ pieces: [[UInt8]], isText: Bool) -> [[UInt8]] {
    var frames: [[UInt8]] = []
    for (index, piece) in pieces.enumerated() {
      let opcode: WebSocketOpcode = index > 0 ? .continuation : isText ? .text : .binary
      frames.append(frame(opcode, piece, isFinal: index == pieces.count - 1))
    }
    return frames
  }

  private mutating func control(_ opcode: WebSocketOpcode, _ payload: [UInt8]) -> [UInt8] {
    precondition(payload.count <= 125, "the payload of a control frame is longer than 125 bytes")
    return frame(opcode, payload)
  }

  private mutating func frame(_ opcode: WebSocketOpcode, _ payload: [UInt8], isFinal: Bool = true) -> [UInt8] {
    payload.withUnsafeBytes { frame(opcode, $0, isFinal: isFinal) }
  }

  private mutating func frame(
    _ opcode: WebSocketOpcode,
    _ payload: UnsafeRawBufferPointer,
    isFinal: Bool = true
  ) -> [UInt8] {
    var frame: [UInt8] = []
    frame.reserveCapacity(14 + payload.count)
    frame.append(opcode.rawValue | (isFinal ? 0x80 : 0))
    let maskBit: UInt8 = role.masksFrames ? 0x80 : 0
    switch payload.count {
    case ...125:
      frame.append(UInt8(payload.count) | maskBit)
    case ...0xFFFF:
      frame.append(126 | maskBit)
      append(UInt16(payload.count), to: &frame)
    default:
      frame.append(127 | maskBit)
      append(UInt64(payload.count), to: &frame)
    }
    guard role.masksFrames else {
      frame.append(contentsOf: payload)
      return frame
    }
    let key = UInt32(truncatingIfNeeded: random.next())
    append(key.byteSwapped, to: &frame)  // a mask takes the first byte as the lowest one
    let start = frame.count
    frame.append(contentsOf: payload)
    var mask = WebSocketMask(key: key)
    frame.withUnsafeMutableBytes { mask.apply(to: UnsafeMutableRawBufferPointer(rebasing: $0[start...])) }
    return frame
  }

  private func append(_ number: some FixedWidthInteger, to frame: inout [UInt8]) {
    for shift in stride(from: number.bitWidth - 8, through: 0, by: -8) {
      frame.append(UInt8(truncatingIfNeeded: number >> shift))
    }
  }
}
