import FalCore
import FalHTTPServer
import FalRealtime
import FalSystem
import FalWebSocket

/// fal.run's realtime connections: inputs come as MessagePack, outputs go as they come.
struct RealtimeService: Sendable {
  let model: AnsweredModel
  let files: EmulatedFiles
  let tokens: EmulatedTokens
  let configuration: EmulatorConfiguration

  private static let longestMessage = 64 << 20
  /// So many inputs wait when the client has set no number, and so many bytes of them; then nothing more is read.
  private static let mostWaiting = (inputs: 1_000, bytes: 16 << 20)

  /// Answers a request for a connection, by what stands in its address: the endpoint, and mostly `realtime`.
  func reply(_ path: EndpointID, _ request: IncomingRequest) -> Reply {
    guard let endpoint = endpoint(path) else { return .detail(404, "Path /\(path.path ?? "") not found") }
    let buffering = request.query.first { $0.name == "max_buffering" }.map { Int($0.value) ?? 0 }
    if let buffering, !(1...60).contains(buffering) { return .detail(400, "max_buffering must be 1 to 60") }
    let isAuthorized = isAuthorized(request, path)
    return .socket { socket in
      guard isAuthorized else { return try socket.send(#"{"status":"error","error":"Unauthorized"}"#) }
      try serve(socket, endpoint, buffering)
    }
  }

  /// The model that a path means: it, or the one that it leads to, where that can be used so.
  private func endpoint(_ path: EndpointID) -> EndpointID? {
    let saysSo = path.path?.split(separator: "/").contains("realtime") == true
    if saysSo, isThere(path) { return path }
    let whole = path.description
    let id = whole.hasSuffix("/realtime") ? String(whole.dropLast("/realtime".count)) : whole
    guard let endpoint = try? EndpointID(id), isThere(endpoint) else { return nil }
    return model.isOnesOwn(endpoint) || configuration.realtime.contains { Glob($0).matches(id) } ? endpoint : nil
  }

  private func isThere(_ endpoint: EndpointID) -> Bool { (try? model.accept(endpoint)) != nil }

  private func isAuthorized(_ request: IncomingRequest, _ path: EndpointID) -> Bool {
    if let token = request.query.first(where: { $0.name == "fal_jwt_token" })?.value {
      return tokens.isGood(token, for: path)
    }
    return configuration.key.map { request.headers[HTTPField.authorization] == "Key \($0)" } ?? true
  }

  private func serve(_ socket: WebSocketConnection, _ endpoint: EndpointID, _ buffering: Int?) throws {
    var waiting: [[UInt8]] = []
    while true {
      let idle = configuration.realtimeIdleTime
      if waiting.isEmpty, try !take(socket.receive(within: idle), into: &waiting, by: socket) { return }
      guard !waiting.isEmpty else {
        return try fail(socket, "TIMEOUT", "no inputs, reconnect when needed!")
      }
      guard try answer(waiting.removeFirst(), socket, endpoint) else { return }
      // What came while the model worked waits, and of too much the oldest is dropped.
      while waiting.count < Self.mostWaiting.inputs, waiting.reduce(0, { $0 + $1.count }) < Self.mostWaiting.bytes {
        let reception = try socket.receive(within: .zero)
        if reception == .nothing { break }
        guard try take(reception, into: &waiting, by: socket) else { return }
        if let buffering, waiting.count > buffering { waiting.removeFirst() }
      }
    }
  }

  /// Gives `false` when the connection is over.
  private func take(
    _ reception: WebSocketConnection.Reception,
    into waiting: inout [[UInt8]],
    by socket: WebSocketConnection
  ) throws -> Bool {
    switch reception {
    case .binary(let bytes): waiting.append(bytes)
    case .text:
      // What Python says of a message without bytes.
      try fail(socket, "INTERNAL_ERROR", "'bytes'")
      return false
    case .nothing: break
    case .end: return false
    }
    return true
  }

  /// Answers one input; gives `false` when that has ended the connection.
  private func answer(_ bytes: [UInt8], _ socket: WebSocketConnection, _ endpoint: EndpointID) throws -> Bool {
    guard let input = (try? MessagePack(decoding: bytes))?.json, input.object != nil else {
      try fail(socket, "INTERNAL_ERROR", "")
      return false
    }
    let output: JSON
    do throws(ModelFailure) {
      output = try model.output(of: endpoint, input: input, files: files)
    } catch {
      try fail(socket, "INTERNAL_ERROR", Self.words(error, endpoint))
      return false
    }
    try socket.send(withFilesAsBytes(MessagePack(output)).encoded())
    return true
  }

  private func fail(_ socket: WebSocketConnection, _ error: String, _ reason: String) throws {
    let message: JSON = ["type": "x-fal-error", "error": .string(error), "reason": .string(reason)]
    try socket.send(message.text())
  }

  /// Errors of inputs come as the lines of the server's own library.
  private static func words(_ failure: ModelFailure, _ endpoint: EndpointID) -> String {
    guard let issues = failure.body["detail"].array else {
      return failure.body["detail"].string ?? failure.body.text()
    }
    let lines = issues.map { issue in
      let place = (issue["loc"].array ?? []).dropFirst().map { $0.string ?? $0.text() }.joined(separator: ".")
      return "\(place)\n  \(issue["msg"].string ?? "") [type=\(issue["type"].string ?? "")]"
    }
    let count = "\(issues.count) validation error\(issues.count == 1 ? "" : "s") for \(endpoint.alias)"
    return ([count] + lines).joined(separator: "\n")
  }

  /// An output in which files that the model has just made are there themselves, and not their addresses.
  private func withFilesAsBytes(_ value: MessagePack) -> MessagePack {
    switch value {
    case .array(let items): return .array(items.map(withFilesAsBytes))
    case .map(let entries):
      guard let url = value["content"].string ?? value["url"].string, let file = files.file(atAddress: url),
        case .made(let make) = file.content
      else { return .map(entries.map { MessagePack.MapEntry($0.key, withFilesAsBytes($0.value)) }) }
      let others = entries.filter { $0.key != .string("url") && $0.key != .string("content") }
      return .map([MessagePack.MapEntry(.string("content"), .binary(make()))] + others)
    default: return value
    }
  }
}
