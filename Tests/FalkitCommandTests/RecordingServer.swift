import FalCore
import FalEmulator
import FalHTTPServer
import FalSystem

/// A server that notes what it is asked, and answers as it is told.
final class RecordingServer: Sendable {
  struct Request: Sendable {
    var method: String
    var target: String
    var authorization: String?
    var body: String
  }

  private let noted: Lock<[Request]>
  private let server: HTTPServer

  /// Answers each request with a status and JSON.
  init(_ answer: @escaping @Sendable (Request) -> (Int, JSON)) throws {
    let noted = Lock<[Request]>([])
    self.noted = noted
    server = try HTTPServer { incoming, responder in
      let body = String(decoding: try incoming.readBody(limit: 1 << 20), as: UTF8.self)
      let request = Request(
        method: incoming.method,
        target: incoming.target,
        authorization: incoming.headers["Authorization"],
        body: body
      )
      noted.withLock { $0.append(request) }
      let (status, json) = answer(request)
      try responder.respond(status, ["Content-Type": "application/json"], json.utf8())
    }
  }

  var address: String { server.address }
  var requests: [Request] { noted.withLock { $0 } }
  func stop() { server.stop() }
}
