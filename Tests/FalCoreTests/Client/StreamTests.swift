import FalCore
import FalEmulator
import FalHTTPServer
import TestSupport
import Testing

@Suite("Streams of models", .timeLimit(.minutes(2)))
struct StreamTests {
  @Test("Events come one by one, and the last is the output")
  func events() async throws {
    let fal = try LocalFal()
    defer { fal.emulator.stop() }
    let stream = fal.client.stream(Echo.self, input: .init(prompt: "x"))
    #expect(fal.emulator.statistics.received[.stream] == nil)
    var texts: [String] = []
    var last: Echo.Output?
    for try await event in stream {
      #expect(event.requestID != nil)
      if let text = event.json["text"].string { texts.append(text) }
      last = event.output ?? last
    }
    #expect(texts == ["a", "ü\n", "c"])
    #expect(last?.echo == ["prompt": "x"])
    // Another request would be paid again.
    let again = await falError { for try await _ in stream {} }
    #expect(again?.kind == .unsupported && fal.emulator.statistics.received[.stream] == 1)
  }

  @Test("A refusal is an error with its fields")
  func refusal() async throws {
    let fal = try LocalFal()
    defer { fal.emulator.stop() }
    let body: JSON = ["detail": [["loc": ["body", "prompt"], "msg": "field required", "type": "missing"]]]
    let error = await falError {
      for try await _ in fal.client.stream("acme/echo", input: .json(["fail": 422, "body": body])) {}
    }
    #expect(error?.kind == .invalidInput && error?.issues.map(\.path) == ["prompt"])
    let unknown = await falError { for try await _ in fal.client.stream("nobody/none", input: ["a": 1]) {} }
    #expect(unknown?.kind == .notFound && unknown?.message == "Path /nobody/none not found")
  }

  @Test("An answer that is no stream is one event")
  func wholeAnswer() async throws {
    let server = try HTTPServer { _, responder in
      try responder.respond(200, ["Content-Type": "application/json"], Array(#"{"a":1}"#.utf8))
    }
    defer { server.stop() }
    var configuration = FalConfiguration()
    configuration.hosts = FalHosts(run: server.address, queue: server.address)
    var events: [JSON] = []
    for try await event in try FalClient(configuration).stream("a/b", input: ["x": 1]) {
      events.append(event.json)
    }
    #expect(events == [["a": 1]])
  }

  @Test("A stream that breaks, or is no JSON, is an error after what came before", arguments: [true, false])
  func broken(isReset: Bool) async throws {
    let server = try HTTPServer { _, responder in
      try responder.start(200, ["Content-Type": "text/event-stream", "x-fal-request-id": "r"])
      try responder.write(Array("data: {\"a\":1}\n\n".utf8))
      if isReset { return responder.abort() }
      try responder.write(Array("data: {\n\n".utf8))
      try responder.finish()
    }
    defer { server.stop() }
    var configuration = FalConfiguration()
    configuration.hosts = FalHosts(run: server.address, queue: server.address)
    var count = 0
    let error = await falError {
      for try await _ in try FalClient(configuration).stream("a/b", input: ["x": 1]) { count += 1 }
    }
    #expect(count <= 1 && (isReset || count == 1))
    #expect(error?.kind == (isReset ? .connection : .invalidResponse) && error?.requestID == "r")
  }
}
