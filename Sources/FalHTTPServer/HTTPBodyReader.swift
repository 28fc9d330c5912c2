/// Reads the body of one request from its connection.
package final class HTTPBodyReader {
  private enum State {
    case length(remaining: Int)
    case chunked(ChunkedBodyDecoder)
    case end
    case malformed(HTTPRequestError)
  }

  private let socket: ConnectionSocket
  private let input: ConnectionInput
  private var state: State
  private var isClientWaiting: Bool

  init(_ head: HTTPRequestHead, socket: ConnectionSocket, input: ConnectionInput) {
    self.socket = socket
    self.input = input
    isClientWaiting = head.expectsContinue
    switch head.framing {
    case .length(0): state = .end
    case .length(let length): state = .length(remaining: length)
    case .chunked: state = .chunked(ChunkedBodyDecoder())
    }
  }

  /// What is known of the number of bytes that are still to be read.
  var remainingLength: Int? {
    if case .length(let remaining) = state { remaining } else { nil }
  }

  /// The next bytes, valid until the next call; `nil` at the end.
  func next() throws -> UnsafeRawBufferPointer? {
    do {
      switch state {
      case .length(let remaining): return try nextOfLength(remaining)
      case .chunked(let decoder): return try nextOfChunks(decoder)
      case .end: return nil
      case .malformed(let error): throw error
      }
    } catch let error as HTTPRequestError {
      state = .malformed(error)
      throw error
    }
  }

  /// Whether there is something to read, or an end; waits for that up to a time.
  func hasBytes(within time: Duration) throws -> Bool {
    switch state {
    case .end, .malformed: return true
    case .length, .chunked:
      if !input.bytes.isEmpty { return true }
      try sendContinue()
      return socket.isReadable(within: time)
    }
  }

  /// Whether the rest is worth being skipped so that the connection can be used again.
  ///
  /// After "Expect: 100-continue" it cannot be known whether a client that got its answer still sends the body.
  func canBeSkipped(limit: Int) -> Bool {
    switch state {
    case .length(let remaining): !isClientWaiting && remaining <= limit
    case .chunked: !isClientWaiting
    case .end: true
    case .malformed: false
    }
  }

  /// Reads the rest and drops it; gives `false` when it is longer than the limit.
  func skip(limit: Int) throws -> Bool {
    var count = 0
    while let bytes = try next() {
      count += bytes.count
      if count > limit { return false }
    }
    return true
  }

  /// To be called when the answer begins, after which there can be no "100 Continue".
  func answerBegins() {
    isClientWaiting = false
  }

  private func nextOfLength(_ remaining: Int) throws -> UnsafeRawBufferPointer {
    if input.bytes.isEmpty { try receive() }
    let bytes = input.take(remaining)
    state = bytes.count < remaining ? .length(remaining: remaining - bytes.count) : .end
    return bytes
  }

  private func nextOfChunks(_ decoder: ChunkedBodyDecoder) throws -> UnsafeRawBufferPointer? {
    var decoder = decoder
    while true {
      switch try decoder.next(input.bytes) {
      case .incomplete:
        try receive()
      case .framing(let count):
        input.take(count)
      case .data(let count):
        state = .chunked(decoder)
        return input.take(count)
      case .end:
        state = .end
        return nil
      }
    }
  }

  private func sendContinue() throws {
    guard isClientWaiting else { return }
    isClientWaiting = false
    try socket.send(Array("HTTP/1.1 100 Continue\r\n\r\n".utf8))
  }

  private func receive() throws {
    try sendContinue()
    // Whoever sends nothing of what was announced may be ended for the sake of others.
    socket.note(isWaiting: true)
    defer { socket.note(isWaiting: false) }
    guard try input.receive() else { throw HTTPRequestError.malformed("the body ends too early") }
  }
}
