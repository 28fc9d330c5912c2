import FalEmulator
import FalHTTPServer
import FalSystem
import FalWebSocket
import Foundation
import TestSupport
import Testing

@testable import FalCore
@testable import FalRealtime

/// How connections end, and what comes after.
@Suite("Realtime: ends", .timeLimit(.minutes(3)))
struct RealtimeEndTests {
  @Test("A connection that was idle is no fault, and the next input opens another")
  func idle() async throws {
    let connections = Lock(0)
    let server = try HTTPServer { _, responder in
      let socket = try responder.upgrade()
      let isFirst = connections.withLock { count in
        count += 1
        return count % 2 == 1
      }
      if isFirst { return try socket.send(#"{"type":"x-fal-error","error":"TIMEOUT","reason":"no inputs"}"#) }
      while case .binary(let bytes) = try socket.receive() { try socket.send(bytes) }
    }
    defer { server.stop() }
    var configuration = FalConfiguration(credentials: try FalCredentials(key: "a:b"))
    configuration.hosts.run = server.address
    let fal = try FalClient(configuration)
    let connection = try await fal.connect(to: LiveApp.id, options: RealtimeOptions(authorization: .key))
    var events = connection.events.makeAsyncIterator()
    guard case .disconnected(nil)? = try await events.next() else {
      Issue.record("not disconnected without a fault")
      return
    }
    try await connection.send(["n": 1])
    guard case .reconnected? = try await events.next(), case .result(let result)? = try await events.next() else {
      Issue.record("not connected again")
      return
    }
    #expect(result.output["n"] == 1)
    await connection.close()
    let options = RealtimeOptions(reconnection: .never, authorization: .key)
    let single = try await fal.connect(to: LiveApp.id, options: options)
    #expect(try await LiveApp.first(single.results) == nil)
  }

  @Test("A token that is no longer good is renewed, and what was sent with it is sent again")
  func renewedToken() async throws {
    let emulator = try LiveApp.emulator { $0.realtimeIdleTime = .seconds(30) }
    let fal = try FalClient(emulator.clientConfiguration)
    let first = try await fal.connect(to: LiveApp.id)
    try await first.send(["n": 0])
    #expect(try await LiveApp.first(first.results)?.output["echo"]["n"] == 0)
    emulator.revokeTokens()
    // The cached token is refused now.
    let connection = try await fal.connect(to: LiveApp.id)
    for n in 1...3 { try await connection.send(["n": LiveApp.number(n)]) }
    var results = connection.results.makeAsyncIterator()
    for n in 1...3 { #expect(try await results.next()?.output["echo"]["n"].int == n) }
    #expect(emulator.statistics.received[.realtimeToken] == 2)
  }

  @Test("A server that is killed is a fault, after which another is connected to")
  func killed() async throws {
    let emulator = try LiveApp.emulator()
    let fal = try FalClient(emulator.clientConfiguration)
    for (moment, isSaid) in [(RealtimeReconnection.Moment.never, false), (.whenSending, true), (.atOnce, true)] {
      var options = RealtimeOptions(reconnection: RealtimeReconnection(moment))
      options.reconnection.retries.delay = .milliseconds(1)
      let connection = try await fal.connect(to: LiveApp.id, options: options)
      try await connection.send(["n": 1])
      var events = connection.events.makeAsyncIterator()
      _ = try await events.next()
      emulator.stop()
      guard isSaid else {
        try emulator.restart()
        let error = await #expect(throws: FalError.self) { try await events.next() }
        #expect(error?.kind == .connection)
        continue
      }
      try emulator.restart()
      guard case .disconnected(let error?)? = try await events.next() else {
        Issue.record("not disconnected with a fault")
        return
      }
      #expect(error.isRetryable)
      if moment == .whenSending { try await connection.send(["n": 2]) }
      guard case .reconnected? = try await events.next() else {
        Issue.record("not connected again")
        return
      }
      if moment == .atOnce { try await connection.send(["n": 2]) }
      guard case .result(let result)? = try await events.next() else {
        Issue.record("no result")
        return
      }
      #expect(result.output["echo"]["n"] == 2)
      await connection.close()
    }
  }

  @Test("A task that is cancelled while it reads closes the connection")
  func cancellation() async throws {
    let emulator = try LiveApp.emulator()
    let fal = try FalClient(emulator.clientConfiguration)
    let connection = try await fal.connect(to: LiveApp.id)
    let reader = Task { try await LiveApp.first(connection.results) }
    reader.cancel()
    await #expect(throws: CancellationError.self) { try await reader.value }
    await #expect(throws: FalError.self) { try await connection.send(["n": 1]) }
    // One that is cancelled while it connects leaves nothing behind.
    let silent = try SilentServer()
    var configuration = FalConfiguration(credentials: try FalCredentials(key: "a:b"))
    configuration.hosts.run = silent.address
    let slow = try FalClient(configuration)
    let connecting = Task {
      try await slow.connect(to: LiveApp.id, options: RealtimeOptions(authorization: .key))
    }
    await silent.isAsked()
    connecting.cancel()
    await #expect(throws: CancellationError.self) { try await connecting.value }
  }

  @Test("A connection that nobody holds any longer is closed, and one whose results are read is held")
  func held() async throws {
    let ended = Event()
    let server = try HTTPServer { _, responder in
      let socket = try responder.upgrade()
      while true {
        switch try socket.receive() {
        case .end: return ended.happen()
        case .binary(let bytes): try socket.send(bytes)
        default: continue
        }
      }
    }
    defer { server.stop() }
    var configuration = FalConfiguration(credentials: try FalCredentials(key: "a:b"))
    configuration.hosts.run = server.address
    let options = RealtimeOptions(authorization: .key)
    func results() async throws -> RealtimeResults<JSON>.AsyncIterator {
      let connection = try await FalClient(configuration).connect(to: LiveApp.id, options: options)
      try await connection.send(["n": 1])
      return connection.results.makeAsyncIterator()
    }
    do {
      var iterator = try await results()
      #expect(try await iterator.next()?.output["n"] == 1)
    }
    await ended.wait()
  }
}
