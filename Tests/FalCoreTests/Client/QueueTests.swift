import FalCore
import FalEmulator
import FalHTTPServer
import FalSystem
import Foundation
import TestSupport
import Testing

@Suite("Queue", .timeLimit(.minutes(2)))
struct QueueTests {
  @Test("A model is submitted to, followed and its result read, typed")
  func subscribe() async throws {
    let fal = try LocalFal()
    defer { fal.emulator.stop() }
    let updates = Lock<[String]>([])
    let result = try await fal.client.subscribe(
      to: Echo.self,
      input: .init(prompt: "a cat", seed: 9_007_199_254_740_993)
    ) {
      update in updates.withLock { $0.append("\(update)") }
    }
    #expect(result.output.echo == ["prompt": "a cat", "seed": 9_007_199_254_740_993])
    #expect(result.json["endpoint"] == "acme/echo/fast")
    #expect(result.billableUnits == 1)
    let seen = updates.withLock { $0 }
    #expect(seen.first == "submitted as \(result.requestID ?? "-")")
    #expect(seen.filter { $0.hasPrefix("step") } == (1...4).map { "step \($0) of 4" })
    #expect(seen.last?.hasPrefix("completed after") == true)
  }

  @Test("The same without types")
  func untyped() async throws {
    let fal = try LocalFal()
    defer { fal.emulator.stop() }
    let input: JSON = ["a": [1, 2.5, "x"], "b": .null]
    #expect(try await fal.client.subscribe(to: "acme/echo", input: .json(input)).output["echo"] == input)
    let literal = try await fal.client.subscribe(to: "acme/echo", input: ["prompt": "a cat", "seed": 7, "ok": true])
    #expect(literal.output["echo"] == ["prompt": "a cat", "seed": 7, "ok": true])
    #expect(try await fal.client.run("acme/echo", input: ["prompt": "a cat"]).output["echo"] == ["prompt": "a cat"])
  }

  @Test("Polling gives the same as the status stream, and each line once")
  func polling() async throws {
    var configuration = EmulatorConfiguration()
    configuration.duration = .milliseconds(100)
    let fal = try LocalFal(configuration)
    defer { fal.emulator.stop() }
    for usesStream in [true, false] {
      var options = SubscribeOptions()
      options.follow.usesStatusStream = usesStream
      options.follow.pollInterval = .milliseconds(10)
      let lines = Lock<[String]>([])
      let kinds = Lock<[String]>([])
      _ = try await fal.client.subscribe(to: Echo.self, input: .init(prompt: "x"), options: options) { update in
        switch update {
        case .log(let entry): lines.withLock { $0.append(entry.message) }
        case .completed: kinds.withLock { $0.append("ended") }
        case .inProgress: kinds.withLock { $0.append("started") }
        case .inQueue, .submitted: break
        }
      }
      #expect(lines.withLock { $0 } == (1...4).map { "step \($0) of 4" })
      #expect(kinds.withLock { $0 }.filter { $0 == "ended" }.count == 1)
    }
    let received = fal.emulator.statistics.received
    #expect(received[.statusStream] == 1 && received[.submit] == 2)
  }

  @Test("Requests that wait have a position, which falls")
  func positions() async throws {
    var configuration = EmulatorConfiguration()
    configuration.concurrency = 1
    configuration.duration = .seconds(60)
    let fal = try LocalFal(configuration)
    defer { fal.emulator.stop() }
    let first = try await fal.client.submit(to: Echo.self, input: .init(prompt: "first"))
    let second = try await fal.client.submit(to: Echo.self, input: .init(prompt: "second"))
    let last = try await fal.client.submit(to: Echo.self, input: .init(prompt: "last"))
    var seen: [String] = []
    for try await update in fal.client.updates(of: last) {
      switch update {
      // Who is next makes room for itself.
      case .inQueue(1?): try await fal.client.cancel(first)
      case .inQueue(0?): try await fal.client.cancel(second)
      case .inProgress: try await fal.client.cancel(last)
      default: break
      }
      if case .log = update { continue }
      seen.append("\(update)")
    }
    #expect(seen.prefix(3) == ["in the queue, 1 ahead", "in the queue, 0 ahead", "in progress"])
  }

  @Test("A handle survives a restart: encoded, decoded, and used by another client")
  func handles() async throws {
    let fal = try LocalFal()
    defer { fal.emulator.stop() }
    let handle = try await fal.client.submit(to: Echo.self, input: .init(prompt: "kept"))
    let data = try JSONEncoder().encode(handle)
    let again = try JSONDecoder().decode(RequestHandle<Echo.Output>.self, from: data)
    #expect(again == handle)
    #expect(try await FalClient(fal.client.configuration).wait(for: again).output.echo["prompt"] == "kept")
    let known = RequestHandle<JSON>(endpoint: "acme/echo/fast", requestID: handle.requestID)
    #expect(try await fal.client.result(of: known).json["echo"]["prompt"] == "kept")
    #expect(!String(decoding: data, as: UTF8.self).contains("secret"))
  }

  @Test("Status, early result, cancellation and what comes after")
  func cancel() async throws {
    var configuration = EmulatorConfiguration()
    configuration.concurrency = 1
    configuration.duration = .seconds(60)
    let fal = try LocalFal(configuration)
    defer { fal.emulator.stop() }
    let running = try await fal.client.submit(to: Echo.self, input: .init(prompt: "x"))
    let waiting = try await fal.client.submit(to: Echo.self, input: .init(prompt: "y"))
    #expect(try await fal.client.status(of: waiting).phase == .inQueue)
    let early = await falError { _ = try await fal.client.result(of: running) }
    #expect(
      early?.status == 400 && early?.kind == .notCompleted && early?.isRetryable == true
        && early?.requestID == running.requestID
    )
    #expect(try await fal.client.cancel(waiting))
    #expect(try await !fal.client.cancel(waiting))
    let cancelled = await falError { _ = try await fal.client.wait(for: waiting) }
    #expect(cancelled?.kind == .cancelled && cancelled?.type == "client_cancelled" && cancelled?.status == 499)
    #expect(try await fal.client.cancel(running))
    let unknown = RequestHandle<JSON>(endpoint: "acme/echo", requestID: "none")
    for work in [
      { _ = try await fal.client.status(of: unknown) }, { _ = try await fal.client.result(of: unknown) },
      { try await fal.client.cancel(unknown) },
    ] as [() async throws -> Void] {
      let error = await falError(work)
      #expect(error?.kind == .notFound && error?.message == "there is no such request" && error?.requestID == "none")
    }
  }

  @Test("A failure of the model is told with its fields and the request's id")
  func modelFailure() async throws {
    let fal = try LocalFal()
    defer { fal.emulator.stop() }
    let body: JSON = [
      "detail": [
        ["loc": ["body", "loras", 0, "path"], "msg": "not found", "type": "file_download_error", "ctx": ["a": 1]],
        ["loc": ["body", "seed"], "msg": "too large", "type": "less_than"],
      ]
    ]
    let error = await falError {
      _ = try await fal.client.subscribe(to: "acme/echo", input: .json(["fail": 422, "body": body]))
    }
    #expect(error?.kind == .invalidInput && error?.status == 422 && error?.isRetryable == false)
    #expect(error?.issues.map(\.path) == ["loras[0].path", "seed"])
    #expect(error?.issues.first?.context == ["a": 1])
    #expect(error?.message == "loras[0].path: not found; seed: too large")
    #expect(error?.requestID != nil && error?.mayHaveBeenAccepted == false)
    #expect(error?.body == body)
  }

  @Test("A failure of the machine is told by the status")
  func infrastructureFailure() async throws {
    let fal = try LocalFal()
    defer { fal.emulator.stop() }
    let error = await falError {
      _ = try await fal.client.subscribe(to: "acme/echo", input: ["infrastructure": "runner_disconnected"])
    }
    #expect(error?.kind == .modelFailed && error?.type == "runner_disconnected" && error?.isRetryable == true)
    #expect(error?.message == "Runner disconnected")
  }

  @Test("What is asked for beside the input arrives as fal knows it")
  func options() async throws {
    let seen = Lock<[(String, String)]>([])
    let server = try HTTPServer { request, responder in
      seen.withLock { seen in
        seen =
          request.headers.map { ($0.name.lowercased(), $0.value) } + request.query.map { ("?\($0.name)", $0.value) }
      }
      try responder.respond(200, ["Content-Type": "application/json"], Array(#"{"request_id":"r"}"#.utf8))
    }
    defer { server.stop() }
    var configuration = FalConfiguration(credentials: try FalCredentials(key: " id:secret\n"))
    configuration.hosts = FalHosts(run: server.address, queue: server.address)
    configuration.fields = ["X-Fal-Tags": "team=a"]
    var options = SubmitOptions()
    options.priority = .low
    options.hint = "same"
    options.startTimeout = .milliseconds(2500)
    options.disablesRetries = true
    options.maximumQueueLength = 3
    options.webhook = URL(string: "https://example.com/hook?a=b&c=d")
    options.lifecycle = ObjectLifecycle(expiration: .seconds(3600), access: .hide, exceptions: ["bob": .allow])
    options.storesPayload = false
    options.fields["X-Own"] = "1"
    _ = try await FalClient(configuration).submit(to: Echo.self, input: .init(prompt: "x"), options: options)
    let fields = Dictionary(seen.withLock { $0 }) { first, _ in first }
    let expected = [
      "authorization": "Key id:secret", "content-type": "application/json", "x-fal-queue-priority": "low",
      "x-fal-runner-hint": "same", "x-fal-request-timeout": "2.5", "x-fal-no-retry": "1", "x-fal-store-io": "0",
      "x-own": "1", "x-fal-tags": "team=a", "?fal_max_queue_length": "3",
      "?fal_webhook": "https://example.com/hook?a=b&c=d",
      "x-fal-object-lifecycle-preference":
        #"{"expiration_duration_seconds":3600,"initial_acl":{"default":"hide","rules":[{"user":"bob","decision":"allow"}]}}"#,
    ]
    for (name, value) in expected { #expect(fields[name] == value, "\(name)") }
    #expect(fields["user-agent"]?.hasPrefix("falkit/") == true)
  }

  @Test("A request that is not started in time fails, and is not tried again")
  func startTimeout() async throws {
    var configuration = EmulatorConfiguration()
    configuration.concurrency = 1
    configuration.duration = .seconds(60)
    let fal = try LocalFal(configuration)
    defer { fal.emulator.stop() }
    _ = try await fal.client.submit(to: Echo.self, input: .init(prompt: "first"))
    var options = SubmitOptions()
    options.startTimeout = .milliseconds(1050)
    let late = try await fal.client.submit(to: Echo.self, input: .init(prompt: "late"), options: options)
    let error = await falError { _ = try await fal.client.wait(for: late) }
    #expect(error?.kind == .timedOut && error?.status == 504 && error?.type == "request_timeout")
    #expect(fal.emulator.statistics.received[.result] == 1)
  }

  @Test("When the time is over the request is cancelled at fal")
  func timeout() async throws {
    var configuration = EmulatorConfiguration()
    configuration.duration = .seconds(60)
    let fal = try LocalFal(configuration)
    defer { fal.emulator.stop() }
    var options = SubscribeOptions()
    options.timeout = .milliseconds(300)
    let error = await falError {
      _ = try await fal.client.subscribe(to: Echo.self, input: .init(prompt: "x"), options: options)
    }
    #expect(error?.kind == .timedOut)
    let handle = RequestHandle<JSON>(endpoint: Echo.id, requestID: try #require(error?.requestID))
    // The cancellation goes on in the background; the job can only end by it.
    let after = await falError { _ = try await fal.client.wait(for: handle) }
    #expect(after?.kind == .cancelled)
  }

  @Test("A number that JSON cannot express is an error, wherever it stands", arguments: [Double.nan, .infinity])
  func unwritable(number: Double) async throws {
    struct Inner: FalInput {
      let numbers: [Double]

      func write(to writer: inout InputWriter) { writer.values("numbers", numbers) }
    }
    let fal = try LocalFal()
    defer { fal.emulator.stop() }
    let error = await falError {
      _ = try await fal.client.run(Echo.id, input: InputValue(Inner(numbers: [1, number])))
    }
    #expect(error?.kind == .invalidInput && error?.mayHaveBeenAccepted == false)
    #expect(fal.emulator.statistics.received[.run] == nil)
  }

  @Test("A cancelled task throws that it is; whether the request goes on at fal is a choice", arguments: [true, false])
  func cancelledTask(cancelsRequest: Bool) async throws {
    let model = GatedModel()
    var configuration = EmulatorConfiguration()
    // Where it is to be cancelled, it ends by nothing else; where not, once it is let go.
    configuration.duration = cancelsRequest ? .seconds(60) : .zero
    let fal = try LocalFal(configuration, model: cancelsRequest ? TestModel() : model)
    defer {
      model.gate.happen()
      fal.emulator.stop()
    }
    let isSubmitted = Event()
    let submitted = Lock<RequestHandle<JSON>?>(nil)
    let task = Task {
      let options = SubscribeOptions(cancelsRequest: cancelsRequest)
      return try await fal.client.subscribe(to: Echo.self, input: .init(prompt: "x"), options: options) { update in
        if case .submitted(let handle) = update { submitted.withLock { $0 = handle } }
        isSubmitted.happen()
      }
    }
    await isSubmitted.wait()
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    let handle = try #require(submitted.withLock { $0 })
    model.gate.happen()
    let after = await falError { _ = try await fal.client.wait(for: handle) }
    #expect(after?.kind == (cancelsRequest ? .cancelled : nil))
  }

  @Test("Times that cannot be do not end the program", arguments: [-9_300_000_000_000_000, 9_300_000_000_000_000, -1])
  func oddTimes(seconds: Int) async throws {
    var configuration = FalConfiguration()
    configuration.hosts = FalHosts(run: "http://127.0.0.1:1", queue: "http://127.0.0.1:1")
    configuration.callTimeout = .seconds(seconds)
    configuration.retries = RetryPolicy(
      attempts: 2,
      delay: .seconds(-seconds.magnitude.words.count),
      longestDelay: .zero
    )
    let client = try FalClient(configuration)
    #expect(await falError { _ = try await client.submit(to: "a/b", input: ["x": 1]) } != nil)
  }

  @Test("The server is stopped and started again in the middle: the call finishes")
  func restart() async throws {
    var configuration = EmulatorConfiguration()
    configuration.duration = .milliseconds(300)
    let fal = try LocalFal(configuration) {
      $0.retries = RetryPolicy(attempts: 50, delay: .milliseconds(20), longestDelay: .milliseconds(50))
    }
    defer { fal.emulator.stop() }
    let isFollowed = Event()
    let task = Task {
      try await fal.client.subscribe(to: Echo.self, input: .init(prompt: "x")) { update in
        if case .log = update { isFollowed.happen() }
      }
    }
    await isFollowed.wait()
    try fal.emulator.restart()
    #expect(try await task.value.output.echo["prompt"] == "x")
    #expect(fal.emulator.statistics.accepted == 1)
  }
}
