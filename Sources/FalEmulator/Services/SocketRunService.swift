import FalCore
import FalHTTPServer

/// ws.fal.run: direct runs over a WebSocket, answered one after the other.
struct SocketRunService: Sendable {
  let direct: DirectService

  func reply(_ endpoint: EndpointID) -> Reply {
    .socket { socket in
      while true {
        switch try socket.receive() {
        case .text(let text): try run(endpoint, Array(text.utf8), socket)
        case .binary(let bytes): try run(endpoint, bytes, socket)
        case .nothing: continue
        case .end: return
        }
      }
    }
  }

  private func run(_ path: EndpointID, _ bytes: [UInt8], _ socket: WebSocketConnection) throws {
    let start = ContinuousClock.now
    let id = RequestID.new()
    let reply: Reply
    if let input = try? JSON(parsing: bytes), input.object != nil {
      let whole = path.description
      if whole.hasSuffix("/stream"), let endpoint = try? EndpointID(String(whole.dropLast("/stream".count))) {
        reply = direct.stream(endpoint, input)
      } else {
        reply = direct.run(path, input)
      }
    } else {
      reply = .detail(422, "Input should be a valid dictionary")
    }
    func say(_ type: String, _ status: Int, _ more: JSONObject) throws {
      var frame: JSONObject = ["type": .string(type), "request_id": .string(id), "status": .number(JSONNumber(status))]
      for member in more { frame[member.name] = member.value }
      try socket.send(JSON.object(frame).text())
    }
    let passed = ContinuousClock.now - start
    let time: JSONObject = ["time_to_first_byte_seconds": JSONNumber(passed / .seconds(1)).map(JSON.number) ?? 0]
    switch reply {
    case .whole(let status, _, let body):
      try say("start", status, ["headers": ["content-type": "application/json"]])
      try socket.send(String(decoding: body, as: UTF8.self))
      try say("end", status, time)
    case .events(_, let produce):
      try say("start", 200, ["headers": ["content-type": "text/event-stream"]])
      try produce({ try socket.send("data: \($0.text())\n\n") }, { false })
      try say("end", 200, time)
    case .file, .socket: break
    }
  }
}
