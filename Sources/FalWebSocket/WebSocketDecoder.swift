/// Finds the messages and control frames in what a peer sends (RFC 6455, section 5).
///
/// What has been received is given to `receive`, and then asked for by `next` until that gives `nil`.
package struct WebSocketDecoder: Sendable {
  private let role: WebSocketRole
  private let longestMessage: Int

  /// What has been received, of which the bytes before `start` have been used.
  private var input: [UInt8] = []
  private var start = 0
  private var hasEnded = false

  /// The frame whose payload comes next in the input.
  private var frame: WebSocketFrame?
  /// Whether the message that has begun is text or binary; `nil` between messages.
  private var messageKind: WebSocketOpcode?
  private var message: [UInt8] = []
  private var validator = UTF8Validator()

  /// Creates a decoder for the beginning of a connection, just after the handshake.
  ///
  /// - Parameters:
  ///   - role: Which side this one is.
  ///   - longestMessage: How many bytes a message may have, in all its frames together.
  package init(role: WebSocketRole, longestMessage: Int) {
    self.role = role
    self.longestMessage = longestMessage
  }

  /// Takes bytes that have been received; after an error or a close they are ignored.
  package mutating func receive(_ bytes: UnsafeRawBufferPointer) {
    guard !hasEnded else { return }
    // Not each time: to move a long rest for every few bytes would take long.
    if start >= input.count - start {
      input.removeSubrange(..<start)
      start = 0
    }
    input.append(contentsOf: bytes)
  }

  /// Takes bytes that have been received; after an error or a close they are ignored.
  package mutating func receive(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { receive($0) }
  }

  /// The next message or control frame, or `nil` when more bytes are needed, and always after an error or a close.
  ///
  /// A message that is too long, or text that is not UTF-8, is an error as soon as that can be told, which may be long
  /// before the end of the message.
  ///
  /// - Throws: `WebSocketError`, with the code of the close to send.
  package mutating func next() throws(WebSocketError) -> WebSocketEvent? {
    guard !hasEnded else { return nil }
    do throws(WebSocketError) {
      let event = try nextEvent()
      if case .close = event { end() }
      return event
    } catch {
      end()
      throw error
    }
  }

  private mutating func end() {
    hasEnded = true
    input = []
    message = []
  }

  private mutating func nextEvent() throws(WebSocketError) -> WebSocketEvent? {
    if frame == nil { frame = try nextFrame() }
    while var current = frame {
      if current.opcode.isControl {
        guard input.count - start >= current.remaining else { return nil }
        frame = nil
        var payload: [UInt8] = []
        start += current.movePayload(from: input[start...], to: &payload)
        return try controlEvent(current.opcode, payload)
      }
      try extendMessage(from: &current)
      frame = current
      guard current.remaining == 0 else { return nil }
      frame = nil
      if current.isFinal { return try messageEvent() }
      frame = try nextFrame()
    }
    return nil
  }

  /// Reads the header of a frame, and checks that the frame may come here.
  private mutating func nextFrame() throws(WebSocketError) -> WebSocketFrame? {
    guard let (frame, headerLength) = try WebSocketFrame.parse(input[start...], for: role) else { return nil }
    start += headerLength
    guard !frame.opcode.isControl else { return frame }
    if frame.opcode == .continuation {
      guard messageKind != nil else { throw .violation("a message goes on that has not begun") }
    } else {
      guard messageKind == nil else { throw .violation("a message begins before the last one has ended") }
      messageKind = frame.opcode
    }
    guard frame.remaining <= longestMessage - message.count else {
      throw WebSocketError(WebSocketClose.tooLong, "a message is longer than \(longestMessage) bytes")
    }
    return frame
  }

  /// Takes what has been received of a frame's payload.
  private mutating func extendMessage(from frame: inout WebSocketFrame) throws(WebSocketError) {
    let end = message.count
    start += frame.movePayload(from: input[start...], to: &message)
    if messageKind == .text {
      guard validator.accepts(message[end...]) else { throw .invalidText }
    }
  }

  private mutating func messageEvent() throws(WebSocketError) -> WebSocketEvent {
    defer {
      messageKind = nil
      message = []
    }
    guard messageKind == .text else { return .binary(message) }
    guard validator.isBetweenCharacters else { throw .invalidText }
    return .text(String(decoding: message, as: UTF8.self))
  }

  private func controlEvent(
    _ opcode: WebSocketOpcode,
    _ payload: [UInt8]
  ) throws(WebSocketError) -> WebSocketEvent {
    switch opcode {
    case .ping: .ping(payload)
    case .pong: .pong(payload)
    default: .close(try WebSocketClose(payload: payload))
    }
  }
}
