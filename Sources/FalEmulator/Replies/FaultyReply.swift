import FalCore
import FalHTTPServer

/// Sends answers that go wrong on purpose.
enum FaultyReply {
  /// Goes wrong before anything is done; gives whether that was all.
  static func preempt(_ fault: Fault, _ request: IncomingRequest, _ responder: HTTPResponder) throws -> Bool {
    guard !fault.isAfterAcceptance else { return false }
    try request.readBody { _ in }
    switch fault.kind {
    case .status(let status):
      // As a proxy in front of fal answers: without fal's own fields, and not in JSON.
      let page = "<html><body><h1>\(status)</h1><hr>nginx</body></html>"
      let fields: HTTPFields = [HTTPField.contentType: "text/html", HTTPField.retryAfter: "0"]
      try responder.respond(status, fields, Array(page.utf8))
    case .answer(let status, let body): try Reply.json(status, body).send(by: responder)
    default: responder.abort()
    }
    return true
  }

  /// Sends an answer as wrongly as the fault says.
  static func send(_ reply: Reply, with fault: Fault, by responder: HTTPResponder) throws {
    if case .file(let file, let request) = reply {
      guard fault == .cutOff || fault == .silent else { return responder.abort() }
      try FileReply.send(file, for: request, half: true, by: responder)
      return fault == .silent ? keepSilent(responder) : responder.breakOff()
    }
    if fault == .silent { return keepSilent(responder) }
    if case .socket = reply {
      // Opened, and gone.
      return try responder.upgrade().abort()
    }
    guard case .whole(let status, let fields, let body) = reply else {
      // A stream breaks after its first event.
      guard case .events(let fields, let produce) = reply else { return }
      struct Enough: Error {}
      try responder.start(200, fields)
      try? produce(
        { event in
          try responder.write(Array("data: \(event.text())\n\n".utf8))
          throw Enough()
        },
        { responder.isClientGone }
      )
      return responder.abort()
    }
    switch fault.kind {
    case .status, .answer, .resetBefore, .resetAfter, .silent: responder.abort()
    case .cutOff:
      try responder.start(status, fields, length: body.count + 1)
      try responder.write(Array(body.prefix(body.count / 2)))
      responder.abort()
    case .slow:
      try responder.start(status, fields, length: body.count)
      for byte in body {
        try responder.write([byte])
        if responder.waitUntilClientIsGone(milliseconds: 1) { return }
      }
      try responder.finish()
    case .garbage: try responder.respond(status, fields, Array("{\"status\": <garbage".utf8))
    }
  }

  /// Keeps the client waiting until it has had enough, or the emulator is stopped.
  private static func keepSilent(_ responder: HTTPResponder) {
    while !responder.waitUntilClientIsGone(milliseconds: 1000) {}
    responder.abort()
  }
}
