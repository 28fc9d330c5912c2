import FalCore
import FalHTTPServer

/// An answer in the making.
enum Reply {
  /// A whole answer.
  case whole(status: Int, fields: HTTPFields, body: [UInt8])
  /// A file, or the part of it that a request asks for.
  case file(EmulatedFile, IncomingRequest)
  /// Server-sent events, which a closure sends until there are no more.
  case events(fields: HTTPFields, (_ send: (JSON) throws -> Void, _ isClientGone: () -> Bool) throws -> Void)
  /// A connection that stays open, which a closure uses until it is over.
  case socket((WebSocketConnection) throws -> Void)

  static func json(_ status: Int, _ body: JSON, _ fields: HTTPFields = [:]) -> Reply {
    var fields = fields
    fields.append(HTTPField.contentType, "application/json")
    return .whole(status: status, fields: fields, body: body.utf8())
  }

  /// The body of most errors.
  static func detail(_ status: Int, _ text: String) -> Reply {
    .json(status, ["detail": .string(text)])
  }

  func send(by responder: HTTPResponder) throws {
    switch self {
    case .whole(let status, let fields, let body): try responder.respond(status, fields, body)
    case .file(let file, let request): try FileReply.send(file, for: request, half: false, by: responder)
    case .socket(let use): try use(try responder.upgrade())
    case .events(var fields, let produce):
      fields.append(HTTPField.contentType, "text/event-stream")
      fields.append(HTTPField.cacheControl, "no-store")
      try responder.start(200, fields)
      try produce({ try responder.write(Array("data: \($0.text())\n\n".utf8)) }, { responder.isClientGone })
      try responder.finish()
    }
  }
}
