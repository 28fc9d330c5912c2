import Dispatch
import FalCore
import FalHTTPServer
import FalProxy
import FalSystem
import TestSupport

/// A server around a proxy, as apps have one; it stops when nobody holds it any longer.
///
/// Nobody waits for its threads, which wait for tasks: tests that waited would take the threads on which those run.
final class ProxyServer: Sendable {
  private let server: HTTPServer

  init(_ proxy: FalProxy) throws {
    server = try HTTPServer { request, responder in try Self.answer(request, responder, proxy) }
  }

  /// Where clients find the proxy.
  var url: String { server.address + "/api/fal/proxy" }

  private static func answer(_ request: IncomingRequest, _ responder: HTTPResponder, _ proxy: FalProxy) throws {
    let channel = PieceChannel()
    let length = request.headers["Content-Length"].flatMap(Int.init)
    let isEmpty = length == 0 || length == nil && request.headers["Transfer-Encoding"] == nil
    let proxied = ProxyRequest(
      method: request.method,
      fields: request.headers,
      body: isEmpty ? .none : .pieces(length: length) { try await channel.next() },
      remoteAddress: "127.0.0.1"
    )
    let answered = DispatchSemaphore(value: 0)
    let response = Lock<HTTPResponse?>(nil)
    Task {
      let answer = await proxy.response(to: proxied)
      response.withLock { $0 = answer }
      channel.close()
      answered.signal()
    }
    struct Unwanted: Error {}
    do {
      try request.readBody { piece in if !channel.push(Array(piece)) { throw Unwanted() } }
      _ = channel.push(nil)
    } catch is Unwanted {}
    answered.wait()
    guard let answer = response.withLock({ $0 }) else { return }
    var fields = HTTPFields()
    for (name, value) in answer.fields where name.lowercased() != "content-length" { fields.append(name, value) }
    try responder.start(answer.status, fields, length: answer.fields["Content-Length"].flatMap(Int.init))
    while let piece = try Blocking.run({ try await answer.body.next() }) { try responder.write(piece) }
    try responder.finish()
  }
}
