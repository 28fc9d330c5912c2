import FalCore
import FalHTTPServer
import FalSystem
import Foundation
import TestSupport
import Testing

/// What was seen to come from servers, routers and gateways in front of fal.
@Suite("Odd answers", .timeLimit(.minutes(2)))
struct OddAnswerTests {
  typealias Answer = (status: Int, fields: HTTPFields, body: String)

  /// A queue that answers by method, path and how often that was asked before; what it was asked.
  private func queue(
    base: String = "",
    _ answer: @escaping @Sendable (_ call: String, _ count: Int) -> Answer
  ) throws -> (server: HTTPServer, client: FalClient, calls: @Sendable () -> [String]) {
    let calls = Lock<[String]>([])
    let server = try HTTPServer { request, responder in
      let call = "\(request.method) \(request.target)"
      let count = calls.withLock { calls in
        defer { calls.append(call) }
        return calls.count { $0 == call }
      }
      try request.readBody { _ in }
      let (status, fields, body) = answer(call, count)
      try responder.respond(status, fields, Array(body.utf8))
    }
    var configuration = FalConfiguration(credentials: try FalCredentials(key: "a:b"))
    configuration.hosts = FalHosts(run: server.address + base, queue: server.address + base)
    configuration.retries = RetryPolicy(attempts: 4, delay: .milliseconds(1), longestDelay: .milliseconds(3))
    return (server, try FalClient(configuration), { calls.withLock { $0 } })
  }

  private static let submitted = #"{"request_id": "r"}"#

  private static let options: FollowOptions = {
    var options = FollowOptions(pollInterval: .milliseconds(1))
    options.usesStatusStream = false
    return options
  }()

  @Test("A result's address may end with /response, and a status may be somewhere else than the result")
  func statedAddresses() async throws {
    let fal = try queue { call, _ in
      switch call {
      case "GET /a/b/requests/r/status?logs=1": (200, [:], #"{"status": "COMPLETED"}"#)
      case "GET /a/b/requests/r/response": (200, [:], #"{"ok": true}"#)
      default: (404, [:], "{}")
      }
    }
    defer { fal.server.stop() }
    let base = fal.server.address
    let stated = try JSONDecoder().decode(
      RequestHandle<JSON>.self,
      from: Data(
        """
        {"endpoint": "a/b", "request_id": "r", "response_url": "\(base)/a/b/requests/r/response"}
        """.utf8
      )
    )
    #expect(try await fal.client.wait(for: stated, options: Self.options).json == ["ok": true])
    let again = try JSONDecoder().decode(RequestHandle<JSON>.self, from: try JSONEncoder().encode(stated))
    #expect(again == stated)
    #expect(try await fal.client.result(of: again).json == ["ok": true])
  }

  @Test(
    "Addresses behind a path, with a query, of fal itself, and ones that lead to nothing",
    arguments: [
      // Below a path, which the gateway does not say.
      ("/gw/v1", "HOST/a/b/requests/r", "/gw/v1/a/b/requests/r"),
      ("/gw/v1", "HOST/gw/v1/a/b/requests/r", "/gw/v1/a/b/requests/r"),
      ("/gw/v1", "https://queue.fal.run/a/b/requests/r", "/gw/v1/a/b/requests/r"),
      ("", "HOST/other/r?_subdomain=queue", "/other/r?_subdomain=queue"),
      // Elsewhere, where the key must not go.
      ("", "https://evil.example/a/b/requests/r", "/a/b/requests/r"),
      ("", "file:///etc/passwd", "/a/b/requests/r"),
      ("", "HOST@evil.example/x", "/a/b/requests/r"),
      // At the right place, where nothing is.
      ("", "HOST/gone/r", "/a/b/requests/r"),
    ]
  )
  func mapping(base: String, stated: String, asked: String) async throws {
    let fal = try queue(base: base) { call, _ in
      call == "GET \(asked)" ? (200, [:], #"{"ok": true}"#) : (404, [:], "{}")
    }
    defer { fal.server.stop() }
    let handle = try JSONDecoder().decode(
      RequestHandle<JSON>.self,
      from: try JSONEncoder().encode([
        "endpoint": "a/b", "request_id": "r",
        "response_url": stated.replacingOccurrences(of: "HOST", with: fal.server.address),
      ])
    )
    #expect(try await fal.client.result(of: handle).json == ["ok": true])
    #expect(fal.calls().count <= 2)
  }

  @Test(
    "An id may be a number, or that of a gateway; without one nobody knows",
    arguments: [
      (#"{"request_id": 12345}"#, "12345"), (#"{"request_id": null, "gateway_request_id": "g"}"#, "g"),
      (#"{"request_id": "r", "gateway_request_id": "g"}"#, "r"), (#"{"id": "x"}"#, nil), (#"{"request_id": ""}"#, nil),
    ] as [(String, String?)]
  )
  func ids(answer: String, id: String?) async throws {
    let fal = try queue { _, _ in (200, [:], answer) }
    defer { fal.server.stop() }
    let known = Lock<String?>(nil)
    let error = await falError {
      let handle = try await fal.client.submit(to: "a/b", input: ["x": 1])
      known.withLock { $0 = handle.requestID }
    }
    #expect(known.withLock { $0 } == id && error?.mayHaveBeenAccepted == (id == nil ? true : nil))
  }

  @Test("A query of a stated address stays when something is asked with one")
  func query() async throws {
    let fal = try queue { _, _ in (200, [:], #"{"status": "IN_PROGRESS"}"#) }
    defer { fal.server.stop() }
    let url = "\(fal.server.address)/s/r/status?_subdomain=queue"
    let handle = try JSONDecoder().decode(
      RequestHandle<JSON>.self,
      from: try JSONEncoder().encode(["endpoint": "a/b", "request_id": "r", "status_url": url])
    )
    _ = try await fal.client.status(of: handle)
    #expect(fal.calls() == ["GET /s/r/status?_subdomain=queue&logs=1"])
  }

  @Test(
    "One odd answer about a status or a result does not end a wait",
    arguments: [
      (200, "text/html", "<!DOCTYPE html><title>Just a moment...</title>"), (200, "application/json", ""),
      (200, "application/json", #"{"status": "COMPL"#), (200, "application/json", "[]"),
      (409, "application/json", #"{"detail": "x"}"#), (520, "text/html", "<html>"), (524, "text/html", "<html>"),
      (403, "text/html", "<html>Attention Required</html>"), (404, "application/json", #"{"detail": "not found"}"#),
    ]
  )
  func oddOnce(status: Int, type: String, body: String) async throws {
    let fal = try queue { call, count in
      if call.hasPrefix("POST") { return (200, [:], Self.submitted) }
      // A list is a result, and no status.
      if count < 2, !(body == "[]" && !call.contains("/status")) { return (status, ["Content-Type": type], body) }
      return (200, [:], call.contains("/status") ? #"{"status": "COMPLETED"}"# : #"{"ok": true}"#)
    }
    defer { fal.server.stop() }
    let handle = try await fal.client.submit(to: "a/b", input: ["x": 1])
    // However long this test waits for its turn, it was submitted just now.
    fal.client.remember(handle, submitted: .seconds(-1000))
    #expect(try await fal.client.wait(for: handle, options: Self.options).json == ["ok": true])
  }

  @Test("A request that was not submitted just now is not known, and that is said at once")
  func unknownRequest() async throws {
    let fal = try queue { _, _ in (404, [:], #"{"detail": "Request not found"}"#) }
    defer { fal.server.stop() }
    let error = await falError {
      _ = try await fal.client.status(of: RequestHandle<JSON>(endpoint: "a/b", requestID: "r"))
    }
    #expect(error?.kind == .notFound && fal.calls().count == 1)
  }

  @Test(
    "Only what certainly refuses a submit says that nothing was accepted",
    arguments: [
      (400, false), (401, false), (402, false), (403, false), (404, false), (405, false), (413, false), (422, false),
      (429, false), (300, true), (302, true), (308, true), (406, true), (408, true), (409, true), (410, true),
      (418, true), (499, true), (500, true), (502, true), (503, true), (504, true), (520, true), (599, true),
    ]
  )
  func refusals(status: Int, isUnknown: Bool) async throws {
    let fal = try queue { _, _ in (status, ["Location": "/elsewhere"], #"{"detail": "x"}"#) }
    defer { fal.server.stop() }
    let error = await falError { _ = try await fal.client.submit(to: "a/b", input: ["x": 1]) }
    #expect(error?.mayHaveBeenAccepted == isUnknown && error?.status == status)
    #expect(fal.calls().count == (status == 429 ? 4 : 1))
  }

  @Test("A longer wait than the limit is not begun, whether it is given in seconds or as a date")
  func longWait() async throws {
    let format = DateFormatter()
    format.locale = Locale(identifier: "en_US_POSIX")
    format.timeZone = TimeZone(identifier: "GMT")
    format.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
    for text in ["500", format.string(from: Date().addingTimeInterval(500))] {
      let fal = try queue { _, _ in (429, ["Retry-After": text], #"{"detail": "rate limited"}"#) }
      defer { fal.server.stop() }
      let error = await falError { _ = try await fal.client.submit(to: "a/b", input: ["x": 1]) }
      #expect(fal.calls().count == 1 && error?.message.contains("rate limited; the server asks to wait ") == true)
      #expect((300...500).contains(try #require(error?.retryAfter) / .seconds(1)))
    }
    #expect(Date(httpDate: "Sun, 06 Nov 1994 08:49:37 GMT")?.timeIntervalSince1970 == 784_111_777)
    #expect(Date(httpDate: "Sunday, 06-Nov-22 08:49:37 GMT")?.timeIntervalSince1970 == 1_667_724_577)
    for text in ["", "GMT", "Sun, 06 Nov 1994 08:49:37", "Sun, 06 Foo 1994 08:49:37 GMT", "a b c d e GMT"] {
      #expect(Date(httpDate: text) == nil)
    }
  }

  @Test(
    "A result that is a file itself is the result's file",
    arguments: ["audio/wav", "application/zip", "image/png"]
  )
  func fileAsResult(type: String) async throws {
    let fal = try queue { _, _ in (200, ["Content-Type": "\(type); x=y"], "RIFF\u{1}\u{2}") }
    defer { fal.server.stop() }
    let handle = RequestHandle<JSON>(endpoint: "a/b", requestID: "r")
    for result in [try await fal.client.result(of: handle), try await fal.client.run("a/b", input: ["x": 1])] {
      #expect(result.files.map(\.url) == ["data:\(type);base64,UklGRgEC"])
      #expect(result.json["file"]["content_type"].string == type)
    }
    var events: [JSON] = []
    for try await event in fal.client.stream("a/b", input: ["x": 1]) { events.append(event.json) }
    #expect(events.map { $0["file"]["file_size"] } == [6])
  }

  #if !canImport(Darwin)
    @Test("What is coded on the way is decoded, whether or not it was asked for so")
    func codings() async throws {
      // {"a":1} as gzip writes it.
      let coded: [UInt8] = [
        31, 139, 8, 0, 0, 0, 0, 0, 2, 3, 171, 86, 74, 84, 178, 50, 172, 5, 0, 175, 172, 27, 86, 7, 0, 0, 0,
      ]
      let asked = Lock<[String?]>([])
      let server = try HTTPServer { request, responder in
        asked.withLock { $0.append(request.headers["Accept-Encoding"]) }
        try responder.respond(200, ["Content-Encoding": "gzip", "Content-Type": "application/json"], coded)
      }
      defer { server.stop() }
      var configuration = FalConfiguration()
      configuration.hosts = FalHosts(run: server.address, queue: server.address)
      #expect(try await FalClient(configuration).run("a/b", input: ["x": 1]).json == ["a": 1])
      #expect(asked.withLock { $0.first??.contains("gzip") == true })
    }
  #endif

  @Test("What Python writes for numbers that are none is read as null, and noted")
  func nonFinite() async throws {
    let body = #"{"score": NaN, "x": [Infinity, -Infinity, -1], "text": "NaN"}"#
    let notes = Lock<[String]>([])
    let server = try HTTPServer { _, responder in try responder.respond(200, [:], Array(body.utf8)) }
    defer { server.stop() }
    var configuration = FalConfiguration()
    configuration.hosts = FalHosts(run: server.address, queue: server.address)
    configuration.log = { message in notes.withLock { $0.append(message.message) } }
    let result = try await FalClient(configuration).run("a/b", input: ["x": 1])
    #expect(result.json == ["score": .null, "x": [.null, .null, -1], "text": "NaN"])
    #expect(notes.withLock { $0.contains { $0.contains("3 numbers of the answer are NaN or infinite") } })
    for text in ["NAN", "Infinit", "-Infinit", "[nan]", "-NaN", "{NaN: 1}", "N"] {
      #expect(throws: JSONParseError.self) { try JSON.parsingNonFinite(Array(text.utf8)) }
      #expect(throws: JSONParseError.self) { try JSON(parsing: text) }
    }
  }

  @Test("Streams end with [DONE], skip what holds nothing, and fail with an event of that name")
  func streams() async throws {
    func events(_ text: String) async throws -> (json: [JSON], error: FalError?) {
      let fal = try queue { _, _ in (200, ["Content-Type": "Text/Event-Stream; charset=utf-8"], text) }
      defer { fal.server.stop() }
      let json = Lock<[JSON]>([])
      let error = await falError {
        for try await event in fal.client.stream("a/b", input: ["x": 1]) { json.withLock { $0.append(event.json) } }
      }
      return (json.withLock { $0 }, error)
    }
    let done = try await events("data: {\"a\": 1}\n\ndata: [DONE]\n\ndata: {\"b\": 1}\n\n")
    #expect(done.json == [["a": 1]] && done.error == nil)
    let empty = try await events("data:\n\n: ping\n\nevent: ping\n\ndata: null\n\ndata: {\"score\": NaN}\n\n")
    #expect(empty.json == [.null, ["score": .null]] && empty.error == nil)
    let failed = try await events(
      "data: {\"a\": 1}\n\nevent: error\ndata: {\"detail\": \"Runner died\", \"status_code\": 500}\n\n"
    )
    #expect(failed.json == [["a": 1]])
    #expect(failed.error?.kind == .modelFailed && failed.error?.message == "Runner died")
    let words = try await events("event: error\ndata: it broke\n\n")
    #expect(words.error?.message == "it broke" && words.error?.kind == .modelFailed)
    for data in [#"{"error": {"message": "blocked"}}"#, #"{"error": "blocked"}"#] {
      let said = try await events("data: {\"a\": 1}\n\ndata: \(data)\n\n")
      #expect(said.json == [["a": 1]])
      #expect(said.error?.message == "blocked" && said.error?.kind == .modelFailed, "\(data)")
    }
    let fine = try await events("data: {\"error\": null}\n\ndata: {\"error\": 0.5, \"step\": 3}\n\n")
    #expect(fine.json.count == 2 && fine.error == nil)
  }

  @Test(
    "A status stream on which only signs of life come is given up, and so is one that never pauses without a status"
  )
  func heartbeats() async throws {
    for line in [": ping\n\n", "data: not a status\n\n", "data: {}\n\n"] {
      let server = try HTTPServer { request, responder in
        guard request.path.hasSuffix("/stream") else {
          let body = request.path.hasSuffix("/status") ? #"{"status": "COMPLETED"}"# : #"{"ok": true}"#
          return try responder.respond(200, [:], Array(body.utf8))
        }
        try responder.start(200, ["Content-Type": "text/event-stream"])
        try responder.write(Array("data: {\"status\": \"IN_QUEUE\", \"queue_position\": 0}\n\n".utf8))
        while true { try responder.write(Array(line.utf8)) }
      }
      defer { server.stop() }
      var configuration = FalConfiguration()
      configuration.hosts = FalHosts(run: server.address, queue: server.address)
      var options = FollowOptions()
      options.longestSilence = .milliseconds(100)
      let handle = RequestHandle<JSON>(endpoint: "a/b", requestID: "r")
      let result = try await FalClient(configuration).wait(for: handle, options: options)
      #expect(result.json == ["ok": true])
    }
  }

  @Test("A reader of a status stream that never pauses hears that it is cancelled")
  func endlessStream() async throws {
    let server = try HTTPServer { _, responder in
      try responder.start(200, ["Content-Type": "text/event-stream"])
      while true { try responder.write(Array("data: {\"status\": \"IN_QUEUE\"}\n\n".utf8)) }
    }
    defer { server.stop() }
    var configuration = FalConfiguration()
    configuration.hosts = FalHosts(run: server.address, queue: server.address)
    let client = try FalClient(configuration)
    let isReading = Event()
    let task = Task {
      let handle = RequestHandle<JSON>(endpoint: "a/b", requestID: "r")
      for try await _ in client.updates(of: handle) { isReading.happen() }
    }
    await isReading.wait()
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
  }

  @Test(
    "A failure's reason is told, wherever it stands",
    arguments: [
      (#"{"status": "FAILED", "error": {"message": "blocked", "code": "x"}}"#, 500, "{}", "blocked"),
      (#"{"status": "FAILED", "detail": "because"}"#, 500, "{}", "because"),
      (#"{"status": "FAILED"}"#, 500, #"{"detail": "only here"}"#, "only here"),
      (#"{"status": "COMPLETED", "error": "Runner died"}"#, 500, #"{"detail": "x"}"#, "Runner died"),
      (#"{"status": "FAILED", "error": {"a": 1}}"#, 500, "{}", #"{"a":1}"#),
    ]
  )
  func reasons(status: String, code: Int, result: String, reason: String) async throws {
    let fal = try queue { call, _ in call.contains("/status") ? (200, [:], status) : (code, [:], result) }
    defer { fal.server.stop() }
    let handle = RequestHandle<JSON>(endpoint: "a/b", requestID: "r")
    let error = await falError { _ = try await fal.client.wait(for: handle, options: Self.options) }
    #expect(error?.kind == .modelFailed && error?.message == reason)
  }
}
