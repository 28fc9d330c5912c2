import FalEmulator
import FalHTTPServer
import FalSystem
import FalWebSocket
import Foundation
import TestSupport
import Testing

@testable import FalCore
@testable import FalRealtime

@Suite("Realtime", .timeLimit(.minutes(3)))
struct RealtimeTests {
  @Test("An input goes in, and a result comes out, in each way of showing who one is")
  func ways() async throws {
    let emulator = try LiveApp.emulator()
    let fal = try FalClient(emulator.clientConfiguration)
    let provider = RealtimeAuthorization.provider { endpoint in
      #expect(endpoint == "my/app/realtime")
      let fal = try FalClient(emulator.clientConfiguration)
      let connector = try RealtimeConnector(fal, "my/app", RealtimeOptions())
      return try await connector.fetch(.seconds(60))
    }
    for authorization in [RealtimeAuthorization.token(), .token(lifetime: .seconds(60)), .key, provider] {
      let connection = try await fal.connect(to: LiveApp.id, options: RealtimeOptions(authorization: authorization))
      let seed = try JSON(parsing: Array("18446744073709551615".utf8))
      try await connection.send(["prompt": "a cat", "seed": .json(seed)])
      let result = try await LiveApp.first(connection.results)
      #expect(result?.output["echo"]["prompt"] == "a cat")
      #expect(result?.json["echo"]["seed"].text() == "18446744073709551615")
      await connection.close()
      await #expect(throws: FalError.self) { try await connection.send(["prompt": "late"]) }
      #expect(try await LiveApp.first(connection.results) == nil)
    }
  }

  @Test("Pictures come as bytes, and typed outputs have them as data URIs")
  func pictures() async throws {
    let emulator = try LiveApp.emulator()
    let fal = try FalClient(emulator.clientConfiguration)
    let connection = try await fal.connect(to: "fal-ai/flux/schnell")
    try await connection.send(["prompt": "a cat", "image_size": "square"])
    let result = try #require(try await LiveApp.first(connection.results))
    let content = result.message["images"][0]["content"].bytes
    #expect(content?.starts(with: [0xFF, 0xD8]) == true)
    #expect(result.output["images"][0]["url"].string?.hasPrefix("data:image/jpeg;base64,") == true)
    await connection.close()
  }

  @Test("An input that the model does not take ends the connection with what is wrong")
  func invalidInput() async throws {
    let emulator = try LiveApp.emulator()
    let fal = try FalClient(emulator.clientConfiguration)
    let connection = try await fal.connect(to: "fal-ai/flux/schnell")
    try await connection.send(["image_size": "square"])
    let error = await #expect(throws: FalError.self) { try await LiveApp.first(connection.results) }
    #expect(error?.kind == .modelFailed && error?.type == "INTERNAL_ERROR")
    #expect(error?.message.contains("prompt") == true, "\(String(describing: error))")
    #expect(try await LiveApp.first(connection.results) == nil)
  }

  @Test("A key that fal does not know is said to be none")
  func wrongKey() async throws {
    let emulator = try LiveApp.emulator()
    var configuration = emulator.clientConfiguration
    configuration.credentials = try FalCredentials(key: "id:another-secret")
    let fal = try FalClient(configuration)
    let error = await #expect(throws: FalError.self) { try await fal.connect(to: LiveApp.id) }
    #expect(error?.kind == .unauthorized)
    let connection = try await fal.connect(to: LiveApp.id, options: RealtimeOptions(authorization: .key))
    try await connection.send(["n": 1])
    let refused = await #expect(throws: FalError.self) { try await LiveApp.first(connection.results) }
    #expect(refused?.kind == .unauthorized)
  }

  @Test("One token is fetched for many connections")
  func oneToken() async throws {
    let emulator = try LiveApp.emulator()
    let fal = try FalClient(emulator.clientConfiguration)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for n in 0..<20 {
        group.addTask {
          let connection = try await fal.connect(to: LiveApp.id)
          try await connection.send(["n": LiveApp.number(n)])
          #expect(try await LiveApp.first(connection.results)?.output["echo"]["n"].int == n)
          await connection.close()
        }
      }
      try await group.waitForAll()
    }
    #expect(emulator.statistics.received[.realtimeToken] == 1)
  }

  @Test("Of a burst that overflows the number that may wait, the oldest are dropped")
  func buffering() async throws {
    let gate = Lock(0)
    let entered = Event()
    let go = Event()
    let emulator = try Emulator()
    emulator.answer("my/slow") { input in
      if gate.withLock({ count in
        count += 1
        return count
      }) == 1 {
        entered.happen()
        go.block()
      }
      return ["n": input["n"]]
    }
    let fal = try FalClient(emulator.clientConfiguration)
    var options = RealtimeOptions()
    options.maxBuffering = 2
    let connection = try await fal.connect(to: "my/slow", options: options)
    try await connection.send(["n": 0])
    await entered.wait()
    for n in 1...7 { try await connection.send(["n": LiveApp.number(n)]) }
    // What is in the server's socket is there: it is on this machine, and was sent before the model goes on.
    go.happen()
    var results = connection.results.makeAsyncIterator()
    for n in [0, 6, 7] { #expect(try await results.next()?.output["n"].int == n) }
    for wrong in [0, 61] {
      options.maxBuffering = wrong
      await #expect(throws: FalError.self) { try await fal.connect(to: "my/slow", options: options) }
    }
  }

  @Test("With a throttle the first input is sent at once, and of the rest the last")
  func throttle() async throws {
    let emulator = try LiveApp.emulator()
    let fal = try FalClient(emulator.clientConfiguration)
    let connection = try await fal.connect(to: LiveApp.id, options: RealtimeOptions(throttle: .milliseconds(300)))
    for n in 0..<6 { try await connection.send(["n": LiveApp.number(n)]) }
    var results = connection.results.makeAsyncIterator()
    for n in [0, 5] { #expect(try await results.next()?.output["echo"]["n"].int == n) }
    try await connection.send(["n": 6])
    try await connection.send(["n": 7])
    await connection.close()
    #expect(emulator.requests.isEmpty)
  }

  @Test("Thousands of messages go both ways, in order, and none is lost")
  func many() async throws {
    let emulator = try LiveApp.emulator()
    let fal = try FalClient(emulator.clientConfiguration)
    let connection = try await fal.connect(to: LiveApp.id)
    let count = ProcessInfo.processInfo.environment["FALKIT_SOAK"].flatMap(Int.init) ?? 2_000
    async let sending: Void = {
      for n in 0..<count { try await connection.send(["n": LiveApp.number(n)]) }
    }()
    var results = connection.results.makeAsyncIterator()
    for n in 0..<count { try #require(try await results.next()?.output["echo"]["n"].int == n) }
    try await sending
    await connection.close()
  }

  @Test("What fal says about the connection is a notice, and no result")
  func notices() async throws {
    let server = try ScriptedSocket([
      .text(#"{"type":"x-fal-message","action":"timings","timing":0.25}"#), .text("hello"),
      .text(#"{"status":"error","error":"Busy"}"#), .text(#"{"n": 1}"#),
      .text(#"{"type":"x-fal-error","error":"GONE","reason":""}"#),
    ])
    let connection = try await server.connect()
    var events = connection.events.makeAsyncIterator()
    for action in ["timings", "text", "Busy"] {
      guard case .notice(action, _)? = try await events.next() else {
        Issue.record("no notice \(action)")
        return
      }
    }
    guard case .result(let result)? = try await events.next() else {
      Issue.record("no result")
      return
    }
    #expect(result.output["n"] == 1)
    let error = await #expect(throws: FalError.self) { try await events.next() }
    #expect(error?.message == "GONE")
  }

  @Test("A server that breaks the protocol, and one that says why it closes")
  func faultyServers() async throws {
    for message in [ScriptedSocket.Step.raw([0xC1]), .raw([0xFF, 0xFF]), .close(4001, "no"), .binary([0xC1])] {
      let server = try ScriptedSocket([message])
      let connection = try await server.connect(RealtimeOptions(reconnection: .never, authorization: .key))
      let error = await #expect(throws: FalError.self) { try await LiveApp.first(connection.results) }
      if case .close = message { #expect(error?.message.contains("4001: no") == true) }
    }
  }

  @Test("An address that is no WebSocket is said to be none", arguments: [404, 401, 500, 200, 302])
  func noWebSocket(status: Int) async throws {
    let server = try HTTPServer { _, responder in try responder.respond(status, ["Location": "http://localhost:1/"]) }
    defer { server.stop() }
    var configuration = FalConfiguration(credentials: try FalCredentials(key: "a:b"))
    configuration.hosts.run = server.address
    let fal = try FalClient(configuration)
    let error = await #expect(throws: FalError.self) {
      try await fal.connect(to: LiveApp.id, options: RealtimeOptions(reconnection: .never, authorization: .key))
    }
    #expect(error?.status == status)
  }

  @Test("Ways that cannot work are refused before anything is asked")
  func refused() async throws {
    let emulator = try LiveApp.emulator()
    var gateway = emulator.clientConfiguration
    gateway.routing = .gateway(url: "https://example.com", scheme: "Bearer")
    let unsupported = await #expect(throws: FalError.self) { try await FalClient(gateway).connect(to: LiveApp.id) }
    #expect(unsupported?.kind == .unsupported)
    var none = FalConfiguration()
    none.routing = .direct
    let unauthorized = await #expect(throws: FalError.self) { try await FalClient(none).connect(to: LiveApp.id) }
    #expect(unauthorized?.kind == .unauthorized)
    for path in ["a b", "a?b", "a#b", "a%2f"] {
      var options = RealtimeOptions()
      options.path = path
      let fal = try FalClient(emulator.clientConfiguration)
      await #expect(throws: FalError.self) { try await fal.connect(to: LiveApp.id, options: options) }
    }
    #expect(emulator.statistics.received.isEmpty)
  }

  @Test("A token is shown nowhere")
  func tokens() {
    let token = RealtimeToken("a-secret-token")
    var dumped = ""
    dump(token, to: &dumped)
    #expect(!"\(token)\(dumped)\(String(reflecting: token))".contains("a-secret"))
  }
}
