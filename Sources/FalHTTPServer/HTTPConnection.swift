/// Serves one connection: reads a request, has it answered, and so on until one side closes.
package struct HTTPConnection {
  /// How long a closing connection waits for the client to close its side, too.
  private static let closingTime = Duration.seconds(1)

  private let socket: ConnectionSocket
  private let input: ConnectionInput
  private let configuration: HTTPServerConfiguration
  private let handler: HTTPServer.Handler

  init(socket: ConnectionSocket, configuration: HTTPServerConfiguration, handler: @escaping HTTPServer.Handler) {
    self.socket = socket
    self.configuration = configuration
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
      try HTTPResponder(socket: socket, input: input, head: nil, body: nil).respond(to: error)
    }
  }

  /// The next head; `nil` when the client has closed its side.
  private func readHead() throws -> HTTPRequestHead? {
    socket.note(isWaiting: true)
    var end = ContinuousClock.now + (input.bytes.isEmpty ? configuration.idleTime : configuration.headTime)
    var hasNewLine = true
    var skipped = 0
    while true {
      // Some clients send an empty line after a body.
      while input.bytes.starts(with: [0x0D, 0x0A]) {
        input.take(2)
        skipped += 2
      }
      // Not after each byte, of which a hostile client sends many.
      if hasNewLine, let (head, length) = try HTTPRequestHeadParser.parse(input.bytes) {
        input.take(length)
        socket.note(isWaiting: false)
        return head
      }
      guard !input.isFull, skipped < ConnectionInput.capacity else {
        throw HTTPRequestError(431, "the header section is longer than \(ConnectionInput.capacity) bytes")
      }
      let isFirst = input.bytes.isEmpty
      guard socket.isReadable(within: ContinuousClock.now.duration(to: end)) else {
        if isFirst { return nil }
        throw HTTPRequestError(408, "the header section took longer than \(configuration.headTime)")
      }
      let known = input.bytes.count
      guard try input.receive() else {
        if input.bytes.isEmpty { return nil }
        throw HTTPRequestError.malformed("the header section ends too early")
      }
      if isFirst { end = .now + configuration.headTime }
      hasNewLine = isFirst || input.bytes[known...].contains(0x0A)
    }
  }

  /// Has a request answered; gives whether another one may follow on the connection.
  private func answer(_ head: HTTPRequestHead) throws -> Bool {
    let body = HTTPBodyReader(head, socket: socket, input: input)
    let responder = HTTPResponder(socket: socket, input: input, head: head, body: body)
    if let origin = configuration.access.foreignOrigin(of: head) { responder.show(to: origin) }
    var failure: (any Error)?
    do {
      if let refusal = configuration.access.refusal(of: head) { throw refusal }
      if try !responder.answersPreflight() {
        let request = IncomingRequest(
          connection: socket.number,
          remoteAddress: socket.remoteAddress,
          head: head,
          body: body
        )
        try handler(request, responder)
      }
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
