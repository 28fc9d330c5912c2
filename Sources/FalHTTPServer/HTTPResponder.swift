package import FalCore
import FalWebSocket

/// Answers one request.
package final class HTTPResponder {
  private enum State {
    case waiting
    case started(HTTPResponseFraming)
    case upgraded(WebSocketConnection)
    case finished
  }

  /// Bodies up to this size are sent together with the head.
  private static let smallBody = 64 * 1024
  /// Up to this size, what a handler leaves of a request body is skipped to keep the connection.
  static let skippedBody = 1024 * 1024

  /// Whether the connection ends after the answer; set before the answer begins, it is announced to the client.
  package var closesAfterAnswer: Bool

  /// The status of the answer, once it has begun.
  package private(set) var sentStatus: Int?

  private let socket: ConnectionSocket
  private let input: ConnectionInput
  private let head: HTTPRequestHead?
  private let body: HTTPBodyReader?
  private var state = State.waiting
  /// Fields of every answer: what tells a browser that a page may see it.
  private var standingFields: HTTPFields = [:]

  /// Without head and body, the answer is to a request that could not be understood.
  init(socket: ConnectionSocket, input: ConnectionInput, head: HTTPRequestHead?, body: HTTPBodyReader?) {
    self.socket = socket
    self.input = input
    self.head = head
    self.body = body
    closesAfterAnswer = head?.keepsAlive != true
  }

  /// Whether the client has closed its side, or the server is stopping.
  package var isClientGone: Bool { socket.isPeerGone(within: .zero) }

  /// Waits until the client has closed its side or the server is stopping; gives `false` when the time is over before.
  package func waitUntilClientIsGone(milliseconds: Int) -> Bool {
    socket.isPeerGone(within: .milliseconds(milliseconds))
  }

  /// Sends a whole answer; the fields that frame the body are added to the given ones.
  package func respond(_ status: Int, _ fields: HTTPFields = [:], _ body: [UInt8] = []) throws {
    var (bytes, answer) = try begin(status, fields, length: body.count)
    let framed = try answer.frame(body)
    if framed.count <= Self.smallBody {
      bytes += framed
      try socket.send(bytes)
    } else {
      try socket.send(bytes)
      try socket.send(framed)
    }
    state = .finished
  }

  /// Sends the head of an answer whose body is sent by `write` and `finish`, in chunks unless its length is given.
  package func start(_ status: Int, _ fields: HTTPFields = [:], length: Int? = nil) throws {
    let (bytes, answer) = try begin(status, fields, length: length)
    try socket.send(bytes)
    state = .started(answer)
  }

  /// Sends a piece of the body at once.
  package func write(_ bytes: [UInt8]) throws {
    guard case .started(var answer) = state else { throw HTTPResponderMisuse.notStarted }
    try socket.send(answer.frame(bytes))
    state = .started(answer)
  }

  /// Ends the answer.
  package func finish() throws {
    guard case .started(let answer) = state else { throw HTTPResponderMisuse.notStarted }
    try socket.send(answer.end())
    state = .finished
  }

  /// Makes a connection of WebSocket messages of this one; it is closed when the handler returns.
  ///
  /// - Parameter longestMessage: The most bytes of a message; 64 MB by default.
  /// - Returns: The connection.
  /// - Throws: `HTTPRequestError` with status 400 or 426 when the client has not asked for that.
  package func upgrade(longestMessage: Int = 64 << 20) throws -> WebSocketConnection {
    guard case .waiting = state else { throw HTTPResponderMisuse.answeredTwice }
    guard let head, head.method == "GET", head.fields.items(of: "Upgrade").contains("websocket"),
      head.fields.items(of: HTTPField.connection).contains("upgrade")
    else { throw HTTPRequestError(426, "this is a WebSocket") }
    guard head.fields["Sec-WebSocket-Version"] == "13" else {
      throw HTTPRequestError(426, "the only version of WebSocket that is understood is 13")
    }
    let keys = head.fields.values(of: "Sec-WebSocket-Key")
    guard keys.count == 1, WebSocketHandshake.isKey(keys[0]), head.framing == .length(0) else {
      throw HTTPRequestError.malformed("this is no handshake of a WebSocket")
    }
    let connection = WebSocketConnection(socket: socket, input: input, longestMessage: longestMessage)
    state = .upgraded(connection)
    sentStatus = 101
    var answer = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    answer += "Sec-WebSocket-Accept: \(WebSocketHandshake.accept(for: keys[0]))\r\n\r\n"
    try socket.send(Array(answer.utf8))
    return connection
  }

  /// Closes the connection at once with a reset, also in the middle of an answer.
  package func abort() {
    socket.reset()
  }

  /// Closes the connection in the middle of an answer; what was sent arrives.
  package func breakOff() {
    socket.close()
  }

  /// Sees to it that there is an end after the handler has thrown, or has returned without a whole answer.
  func complete(after error: (any Error)?) throws {
    switch state {
    case .upgraded(let connection):
      closesAfterAnswer = true
      connection.finish()
    case .waiting where error is ConnectionSocket.Lost: socket.close()
    case .waiting: try respond(to: error ?? HTTPResponderMisuse.noAnswer)
    case .started: abort()
    case .finished: if error != nil { closesAfterAnswer = true }
    }
  }

  /// Sends an error as `{"detail": "..."}`.
  func respond(to error: any Error) throws {
    let error = error as? HTTPRequestError ?? HTTPRequestError(500, "\(error)")
    let body: JSON = ["detail": .string(error.detail)]
    try respond(error.status, [HTTPField.contentType: "application/json"], body.utf8())
  }

  /// Lets a browser show all answers to the pages of an origin.
  func show(to origin: String) {
    standingFields = [
      "Access-Control-Allow-Origin": origin, "Access-Control-Expose-Headers": "*", "Vary": "Origin",
    ]
  }

  /// Answers what a browser asks before it sends a request for a page of another origin; gives `false` for all else.
  func answersPreflight() throws -> Bool {
    guard head?.method == "OPTIONS", !standingFields.isEmpty,
      let method = head?.fields["Access-Control-Request-Method"]
    else { return false }
    var fields: HTTPFields = ["Access-Control-Allow-Methods": method, "Access-Control-Max-Age": "600"]
    if let wanted = head?.fields["Access-Control-Request-Headers"] {
      fields.append("Access-Control-Allow-Headers", wanted)
    }
    // Browsers that tell this machine from the web ask for that, too.
    if head?.fields["Access-Control-Request-Private-Network"] == "true" {
      fields.append("Access-Control-Allow-Private-Network", "true")
    }
    try respond(204, fields)
    return true
  }

  /// Decides on the framing and gives the head with it.
  private func begin(_ status: Int, _ fields: HTTPFields, length: Int?) throws -> ([UInt8], HTTPResponseFraming) {
    guard case .waiting = state else { throw HTTPResponderMisuse.answeredTwice }
    let answer = HTTPResponseFraming(length: length, status: status, head: head)
    // Before anything is sent: when that fails, there can be no other answer either.
    state = .started(answer)
    sentStatus = status
    if body?.canBeSkipped(limit: Self.skippedBody) == false { closesAfterAnswer = true }
    body?.answerBegins()
    var fields = fields
    for (name, value) in standingFields { fields.append(name, value) }
    let head = HTTPResponseHead(status: status, fields: fields, bodyField: answer.field, closes: closesAfterAnswer)
    return (head.bytes, answer)
  }
}

/// A mistake in a handler: calls of its responder that make no valid answer.
package enum HTTPResponderMisuse: Error, Sendable, Hashable {
  /// Nothing was answered.
  case noAnswer
  /// The answer began twice.
  case answeredTwice
  /// There was a piece of the body before `start` or after `finish`.
  case notStarted
  /// The body is longer or shorter than was promised.
  case wrongLength
}
