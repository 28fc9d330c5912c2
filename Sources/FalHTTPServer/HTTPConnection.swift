/// Serves one connection: reads a request, has it answered, and so on until one side closes.
package struct HTTPConnection {
  /// How long a closing connection waits for the client to close its side, too.
  private static let closingTime = Duration.seconds(1)

  private let socket: ConnectionSocket
  private let input: ConnectionInput
  private let handler: HTTPServer.Handler

  init(socket: ConnectionSocket, handler: @escaping HTTPServer.Handler) {
    self.socket = socket
    self.handler = handler
    input = ConnectionInput(socket: socket)
  }

  func run() {
    do {
      try serve()
      try waitForClient()
    } catch {
      // The connection is lost, and with it whoever could be told.
    }
    socket.close()
  }

  private func serve() throws {
    do {
      while let head = try readHead() {
        guard try answer(head) else { return }
      }
    } catch let error as HTTPRequestError {
      try HTTPResponder(socket: socket, head: nil, body: nil).respond(to: error)
    }
  }

  /// The next head; `nil` when the client has closed its side.
  private func readHead() throws -> HTTPRequestHead? {
    while true {
      if let (head, length) = try HTTPRequestHeadParser.parse(input.bytes) {
        input.take(length)
        return head
      }
      guard !input.isFull else {
        throw HTTPRequestError(431, "the header section is longer than \(ConnectionInput.capacity) bytes")
      }
      guard try input.receive() else {
        if input.bytes.isEmpty { return nil }
        throw HTTPRequestError.malformed("the header section ends too early")
      }
    }
  }

  /// Has a request answered; gives whether another one may follow on the connection.
  private func answer(_ head: HTTPRequestHead) throws -> Bool {
    let body = HTTPBodyReader(head, socket: socket, input: input)
    let responder = HTTPResponder(socket: socket, head: head, body: body)
    var failure: (any Error)?
    do {
      try handler(IncomingRequest(connection: socket.number, head: head, body: body), responder)
    } catch {
      failure = error
    }
    try responder.complete(after: failure)
    guard socket.isOpen, !responder.closesAfterAnswer else { return false }
    return try body.skip(limit: HTTPResponder.skippedBody)
  }

  /// Lets the client read the answer before the connection is closed: closing while bytes of the client are unread
  /// would reset it, and a reset may overtake the answer.
  private func waitForClient() throws {
    socket.finishSending()
    let end = ContinuousClock.now + Self.closingTime
    while ContinuousClock.now < end, socket.isReadable(within: ContinuousClock.now.duration(to: end)) {
      input.take(input.bytes.count)
      guard try input.receive() else { return }
    }
  }
}
