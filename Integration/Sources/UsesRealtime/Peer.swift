import FalRealtime

/// Connects to the server of `live_sockets.py`, whose models are named after what they do.
struct Peer {
  private let fal: FalClient
  /// Those of 100 kB that the server sends at once.
  private static let messages = 600

  init(_ fal: FalClient) { self.fal = fal }

  func run() async throws {
    for name in ["fragments", "pings"] {
      let connection = try await connect(name)
      try await connection.send(["number": 7])
      let json = try await first(of: connection).json
      try check(json == ["number": 7, "text": .string(String(repeating: "ä", count: 1000))], name)
      await connection.close()
      say("\(name): one message of many frames")
    }
    try await flood()
    try await mirror()
    try await silent()
    try await ends()
    try await refused()
    try await hangUps()
  }

  private func connect(
    _ name: String,
    _ options: RealtimeOptions = UsesRealtime.options()
  ) async throws -> RealtimeConnection<InputValue, JSON> {
    try await fal.connect(to: EndpointID("test/\(name)"), options: options)
  }

  private func first(of connection: RealtimeConnection<InputValue, JSON>) async throws -> RealtimeResult<JSON> {
    for try await result in connection.results { return result }
    throw Failed("the connection has ended")
  }

  private func mirror() async throws {
    let connection = try await connect("mirror")
    let bytes = (0..<5_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    try await connection.send(.map([.init(.string("bytes"), .binary(bytes))]))
    try check(try await first(of: connection).message["bytes"].bytes == bytes, "5 MB come back as they were")
    await connection.close()

    var options = UsesRealtime.options()
    options.codec = .json
    let text = try await connect("mirror", options)
    try await text.send(["text": "ä€😀"])
    try check(try await first(of: text).json == ["text": "ä€😀"], "text comes back as it was")
    await text.close()
    say("mirror: 5 MB there and back, and text")
  }

  /// A server that sends faster than anybody reads.
  private func flood() async throws {
    let connection = try await connect("flood")
    let before = try peakMemory()
    var count = 0
    for try await result in connection.results {
      try check(result.json["number"].int == count, "message \(count) is the next")
      if count == 0 { try await Task.sleep(for: .seconds(1)) }
      count += 1
      if count == Self.messages { break }
    }
    await connection.close()
    let growth = try peakMemory() - before
    say("flood: \(Self.messages / 10) MB, while memory grew by \(growth) kB")
    try check(growth < 40_000, "what nobody reads is not kept")
  }

  private func silent() async throws {
    var options = UsesRealtime.options()
    options.pingInterval = .milliseconds(200)
    let connection = try await connect("silent", options)
    let json = try await first(of: connection).json
    try check(json["pings"].int ?? 0 >= 3, "silence is asked about: \(json)")
    await connection.close()
    say("silent: the server was asked whether it is there, and the connection stayed")

    let lost = try await UsesRealtime.fault(of: connect("deaf", options))
    try check(lost.kind == .timedOut || lost.kind == .connection, "\(lost.kind)")
    say("deaf: \(lost.message)")
  }

  private func ends() async throws {
    let close = try await UsesRealtime.fault(of: connect("close"))
    try check(close.kind == .connection && close.message.contains("4001: enough for today"), "\(close)")
    say("close: \(close.message)")
    // Often, as the end may be heard of before the connection has been handed out.
    for _ in 0..<100 {
      for try await result in try await connect("going").results { throw Failed("nothing should come: \(result)") }
    }
    say("going: a server that goes away is no fault")
    say("garbled: \(try await UsesRealtime.fault(of: connect("garbled")).message)")
  }

  private func refused() async throws {
    let kinds: [(name: String, kind: FalError.Kind)] = [
      ("deflate", .invalidResponse), ("401", .unauthorized), ("403", .forbidden), ("404", .notFound),
      ("429", .rateLimited), ("503", .server), ("302", .invalidResponse), ("late", .timedOut), ("hangup", .connection),
    ]
    for (name, kind) in kinds {
      var options = UsesRealtime.options()
      if name == "late" { options.openingTime = .milliseconds(300) }
      do {
        _ = try await connect(name, options)
        throw Failed("\(name) opens no connection")
      } catch let error as FalError {
        try check(error.kind == kind, "\(name) is \(kind), not \(error.kind): \(error)")
        say("\(name): \(error.message)")
      }
    }
  }

  private func hangUps() async throws {
    let retries = RetryPolicy(attempts: 5, delay: .milliseconds(50))
    let twice = try await connect("twice", UsesRealtime.options(RealtimeReconnection(.atOnce, retries: retries)))
    try await twice.send(["number": 7])
    try check(try await first(of: twice).json == ["number": 7], "it answers at last")
    await twice.close()
    say("twice: a server that hangs up twice is asked a third time")

    let patience = RetryPolicy(attempts: 50, delay: .milliseconds(100), longestDelay: .milliseconds(100))
    let gone = try await connect("gone", UsesRealtime.options(RealtimeReconnection(.atOnce, retries: patience)))
    var events = gone.events.makeAsyncIterator()
    guard case .disconnected? = try await events.next() else { throw Failed("a connection that is cut is lost") }
    let sender = Task { try await gone.send(["number": 7]) }
    try await Task.sleep(for: .milliseconds(300))
    let start = ContinuousClock.now
    await gone.close()
    if case .success = await sender.result { throw Failed("nothing can be sent to a server that is gone") }
    let end = try await events.next()
    try check(end == nil, "a connection that was closed here ends: \(String(describing: end))")
    try check(.now - start < .seconds(2), "who waits for another connection is told that it was closed")
    say("gone: a connection that is closed is not opened again")
  }
}
