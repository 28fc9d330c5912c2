import FalCore
import FalEmulator
import FalHTTPServer
import FalSystem

/// A server of one file, which may change, and whose answers may break off.
final class FileServer: Sendable {
  struct State {
    var bytes: [UInt8]
    var tag: String? = "\"one\""
    var date: String?
    /// Whether a part is sent although the version that it is to be of is another.
    var ignoresCondition = false
    var ignoresRange = false
    /// After so many bytes the next answers break off; what comes before the last answer is taken from the front.
    var breaks: [Int] = []
    /// Called when an answer has broken off.
    var changed: (@Sendable (inout State) -> Void)?
    /// The header fields `Range` and `If-Range` of all requests so far.
    var asked: [(range: String?, version: String?)] = []
    /// Waits in the middle of answers instead of breaking them off.
    var stalls = false
  }

  let state: Lock<State>
  private let server: Lock<HTTPServer?>

  init(_ bytes: [UInt8], _ change: (inout State) -> Void = { _ in }) throws {
    var start = State(bytes: bytes)
    change(&start)
    let state = Lock(start)
    self.state = state
    server = Lock(try HTTPServer { request, responder in try Self.answer(request, responder, state) })
  }

  deinit { server.withLock { $0 }?.stop() }

  var url: String { server.withLock { $0?.address ?? "" } + "/file" }

  var ranges: [String?] { state.withLock { $0.asked.map(\.range) } }

  private static func answer(_ request: IncomingRequest, _ responder: HTTPResponder, _ state: Lock<State>) throws {
    let (range, version) = (request.headers["Range"], request.headers["If-Range"])
    let now = state.withLock { state in
      state.asked.append((range, version))
      return state
    }
    let length = state.withLock { $0.breaks.isEmpty ? nil : $0.breaks.removeFirst() }
    var fields: HTTPFields = ["Content-Type": "image/png", "Date": "Sat, 31 Jan 2026 14:25:30 GMT"]
    if let tag = now.tag { fields.append("ETag", tag) }
    if let date = now.date { fields.append("Last-Modified", date) }
    var start: Int?
    let isCurrent = version == nil || version == now.tag || version == now.date
    if let range, !now.ignoresRange, isCurrent || now.ignoresCondition {
      start = Int(range.dropFirst("bytes=".count).dropLast())
    }
    var body = now.bytes[...]
    if let start {
      guard start < body.count else { return try responder.respond(416, ["Content-Range": "bytes */\(body.count)"]) }
      fields.append("Content-Range", "bytes \(start)-\(body.count - 1)/\(body.count)")
      body = body[start...]
    }
    try responder.start(start == nil ? 200 : 206, fields, length: body.count)
    guard let length, length < body.count else {
      try responder.write(Array(body))
      return try responder.finish()
    }
    try responder.write(Array(body.prefix(length)))
    if now.stalls {
      _ = responder.waitUntilClientIsGone(milliseconds: 60_000)
    } else {
      state.withLock { $0.changed?(&$0) }
    }
    responder.breakOff()
  }
}
