package import FalWebSocket

/// A connection that has become one of WebSocket messages; for the thread of the connection only.
package final class WebSocketConnection {
  /// What has come.
  package enum Reception: Sendable, Hashable {
    /// A message of text.
    case text(String)
    /// A message of bytes.
    case binary([UInt8])
    /// Nothing in the time that was given.
    case nothing
    /// The last of all: the client has closed the connection, or broken the rules, or is gone.
    case end(WebSocketClose)
  }

  private let socket: ConnectionSocket
  private let input: ConnectionInput
  private var decoder: WebSocketDecoder
  private var encoder = WebSocketEncoder(role: .server)
  private var hasSentClose = false
  private var end: WebSocketClose?

  /// How long a client may take to answer a close.
  private static let closingTime = Duration.seconds(1)

  init(socket: ConnectionSocket, input: ConnectionInput, longestMessage: Int) {
    self.socket = socket
    self.input = input
    decoder = WebSocketDecoder(role: .server, longestMessage: longestMessage)
  }

  /// Waits for the next message; pings are answered meanwhile.
  ///
  /// - Parameter time: How long; without one until something comes.
  /// - Returns: What has come.
  /// - Throws: When the connection is lost while a ping is answered.
  package func receive(within time: Duration? = nil) throws -> Reception {
    let deadline = time.map { ContinuousClock.now + $0 }
    while true {
      if let end { return .end(end) }
      if !input.bytes.isEmpty { decoder.receive(input.take(input.bytes.count)) }
      do throws(WebSocketError) {
        switch try decoder.next() {
        case .text(let text)?: return .text(text)
        case .binary(let bytes)?: return .binary(bytes)
        case .ping(let payload)?:
          try? socket.send(encoder.pong(payload))
          continue
        case .pong?: continue
        case .close(let close)?:
          self.close(close)
          end = close
          continue
        case nil: break
        }
      } catch {
        close(WebSocketClose(code: error.close, reason: error.message))
        end = WebSocketClose(code: error.close, reason: error.message)
        continue
      }
      if let deadline, !socket.isReadable(within: ContinuousClock.now.duration(to: deadline)) { return .nothing }
      // A client may be silent for as long as it wants, which only pings could tell from one that is gone.
      if deadline == nil { while !socket.isReadable(within: .seconds(3600)), socket.isOpen {} }
      if (try? input.receive()) != true { end = WebSocketClose(code: WebSocketClose.abnormal) }
    }
  }

  /// Sends a message of text.
  package func send(_ text: String) throws { try socket.send(encoder.text(text)) }

  /// Sends a message of bytes.
  package func send(_ bytes: [UInt8]) throws { try socket.send(encoder.binary(bytes)) }

  /// Sends bytes as they are, which need be no frame: for tests of clients.
  package func sendUnframed(_ bytes: [UInt8]) throws { try socket.send(bytes) }

  /// Says that nothing more is sent; the first reason counts.
  package func close(_ close: WebSocketClose = WebSocketClose(code: WebSocketClose.normal)) {
    guard !hasSentClose else { return }
    hasSentClose = true
    try? socket.send(encoder.close(close))
  }

  /// Closes the connection without a word, as a server does that is killed.
  package func abort() { socket.reset() }

  /// Closes, and waits a moment for the client's answer.
  func finish() {
    close()
    let deadline = ContinuousClock.now + Self.closingTime
    while ContinuousClock.now < deadline, socket.isOpen {
      switch try? receive(within: ContinuousClock.now.duration(to: deadline)) {
      case .end?, nil: return
      default: continue
      }
    }
  }
}
