import FalCore
import FalEmulator
import FalHTTPServer
import FalProxy
import FalStorage
import FalSystem
import TestSupport
import Testing

/// falkit's own client, which has no key, through a proxy, which has, at a fal that wants it.
@Suite("A client behind a proxy", .timeLimit(.minutes(2)))
struct ClientTests {
  private struct Way {
    let emulator: Emulator
    let server: ProxyServer
    let client: FalClient

    init(model: any EmulatedModel = TestModel(), duration: Duration = .zero) throws {
      emulator = try Emulator(EmulatorConfiguration(key: Upstream.key, duration: duration), model: model)
      server = try ProxyServer(FalProxy(try Upstream.configuration(emulator.hosts, ["acme/echo/**"])))
      var configuration = FalConfiguration()
      configuration.hosts = emulator.hosts
      configuration.routing = .proxy(url: server.url)
      configuration.retries = RetryPolicy(delay: .milliseconds(1), longestDelay: .milliseconds(5))
      client = try FalClient(configuration)
    }
  }

  @Test("It subscribes, and the submit arrives once")
  func subscribes() async throws {
    let way = try Way()
    let result = try await way.client.subscribe(to: Echo.self, input: .init(prompt: "a cat"))
    #expect(result.output.echo == ["prompt": "a cat"])
    #expect(way.emulator.statistics.received[.submit] == 1)
  }

  @Test("It runs")
  func runs() async throws {
    let way = try Way()
    #expect(try await way.client.run(Echo.self, input: .init(prompt: "x")).output.echo == ["prompt": "x"])
  }

  @Test("It streams")
  func streams() async throws {
    let way = try Way()
    var texts: [String] = []
    for try await event in way.client.stream(Echo.self, input: .init(prompt: "x")) {
      if let text = event.json["text"].string { texts.append(text) }
    }
    #expect(texts == ["a", "ü\n", "c"])
  }

  @Test("It uploads, to a signed address", arguments: [0, 10, 300_000])
  func uploads(count: Int) async throws {
    let way = try Way()
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    let file = try await way.client.upload(bytes, options: UploadOptions(name: "a.bin"))
    let content = try await HTTPTransports.standard.send(HTTPRequest("GET", file.url))
    #expect(try await content.body.collect() == bytes)
    #expect(way.emulator.statistics.received[.token] == nil)
  }

  @Test("It cancels a request that is running")
  func cancels() async throws {
    let model = GatedModel()
    let way = try Way(model: model)
    let handle = try await way.client.submit(to: "acme/echo/fast", input: ["a": 1])
    #expect(try await way.client.cancel(handle))
    model.gate.happen()
    #expect(way.emulator.statistics.received[.cancel] == 1)
  }

  @Test("An endpoint that is not allowed is refused with words")
  func refused() async throws {
    let way = try Way()
    let error = await falError { _ = try await way.client.submit(to: "acme/other", input: ["a": 1]) }
    #expect(error?.status == 400 && error?.mayHaveBeenAccepted == false)
    #expect(error?.message == "Invalid request: the endpoint acme/other is not allowed")
    #expect(way.emulator.statistics.received[.submit] == nil)
  }

  @Test("fal's own refusals come back as they are")
  func upstreamRefusals() async throws {
    let way = try Way()
    let body: JSON = ["detail": [["loc": ["body", "prompt"], "msg": "field required", "type": "missing"]]]
    let error = await falError {
      _ = try await way.client.run("acme/echo/fast", input: .json(["fail": 422, "body": body]))
    }
    #expect(error?.kind == .invalidInput && error?.issues.map(\.path) == ["prompt"])
  }

  @Test("A file reaches a signed address through the proxy, without the key and however long it is")
  func uploadsThroughProxy() async throws {
    let emulator = try Emulator(EmulatorConfiguration(key: Upstream.key), model: TestModel())
    defer { emulator.stop() }
    let proxy = try FalProxy(
      try Upstream.configuration(emulator.hosts) { $0.limits.largestBody = 100 }
    )
    let started = await proxy.answer(
      "POST",
      "\(emulator.hosts.rest)/storage/upload/initiate?storage_type=fal-cdn-v3",
      fields: ["Content-Type": "application/json"],
      body: .bytes(Array(#"{"file_name":"a b.bin","content_type":"a/b"}"#.utf8))
    )
    let addresses = try JSON(parsing: try await started.body.collect())
    let target = try #require(addresses["upload_url"].string)
    let bytes = [UInt8](repeating: 7, count: 5000)
    let answer = await proxy.answer("PUT", target, fields: ["Content-Type": "a/b"], body: .bytes(bytes))
    #expect(answer.status == 200)
    let file = try #require(addresses["file_url"].string)
    let content = try await HTTPTransports.standard.send(HTTPRequest("GET", file))
    #expect(try await content.body.collect() == bytes)
  }
}
