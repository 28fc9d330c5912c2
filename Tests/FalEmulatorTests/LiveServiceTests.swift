import FalCatalog
import FalCore
import FalHTTPServer
import FalSystem
import FalWebhooks
import Foundation
import TestSupport
import Testing

@testable import FalEmulator

extension HTTPFields {
  fileprivate func merging(_ others: HTTPFields) -> HTTPFields {
    var fields = self
    for (name, value) in others { fields.append(name, value) }
    return fields
  }
}

@Suite("A local fal: tokens, webhooks, proxy, limits", .timeLimit(.minutes(2)))
struct LiveServiceTests {
  private static let key = "id:a-secret-that-is-long"

  private func call(
    _ method: String,
    _ url: String,
    _ fields: HTTPFields = [:],
    _ body: String = ""
  ) async throws -> (status: Int, json: JSON) {
    let content = HTTPRequestBody.bytes(Array(body.utf8))
    let response = try await HTTPTransports.standard.send(
      HTTPRequest(method, url, fields: fields, body: body.isEmpty ? .none : content)
    )
    let bytes = try await response.body.collect()
    return (response.status, (try? JSON(parsing: bytes)) ?? .null)
  }

  @Test("Tokens are given as text for apps, as an object for endpoints, and only for the key")
  func tokens() async throws {
    let emulator = try Emulator(EmulatorConfiguration(key: Self.key))
    let fields: HTTPFields = ["Authorization": "Key \(Self.key)"]
    let rest = emulator.hosts.rest
    let apps = #"{"allowed_apps": ["app"], "token_expiration": 120}"#
    for path in ["/tokens/", "/tokens"] {
      let text = try await call("POST", rest + path, fields, apps)
      #expect(text.status == 200 && text.json.string?.isEmpty == false)
    }
    let ids = #"{"allowed_apps": ["my/app/realtime"], "duration": 60}"#
    let object = try await call("POST", rest + "/tokens/realtime", fields, ids)
    #expect(object.status == 200 && object.json["token"].string?.isEmpty == false)
    #expect(try await call("POST", rest + "/tokens/", [:], apps).status == 401)
    for body in ["{}", "[]", #"{"allowed_apps": []}"#, #"{"allowed_apps": [7]}"#, "x"] {
      #expect(try await call("POST", rest + "/tokens/", fields, body).status == 422)
    }
    #expect(try await call("GET", rest + "/tokens/", fields).status == 405)
  }

  @Test("A webhook is posted until somebody takes it, signed each time, sorted as Python does")
  func webhooks() async throws {
    let received = Lock<[(fields: HTTPFields, body: [UInt8])]>([])
    let answers = Lock([500, 503, 200])
    let done = Event()
    let receiver = try HTTPServer { request, responder in
      let body = try request.readBody(limit: 1 << 20)
      received.withLock { $0.append((request.headers, body)) }
      let status = answers.withLock { $0.isEmpty ? 200 : $0.removeFirst() }
      try responder.respond(status)
      if status == 200 { done.happen() }
    }
    defer { receiver.stop() }
    var configuration = EmulatorConfiguration()
    configuration.webhookRetries = RetryPolicy(attempts: 5, delay: .milliseconds(1), longestDelay: .milliseconds(5))
    let emulator = try Emulator(configuration)
    emulator.answer("my/app") { ["z": 1, "a": [$0["n"], "é\n"], "m": [:]] }
    let fal = try FalClient(emulator.clientConfiguration)
    var options = SubmitOptions()
    options.webhook = URL(string: receiver.address + "/hook?secret=1")
    let handle = try await fal.submit(to: "my/app", input: ["n": 18_446_744_073_709], options: options)
    await done.wait()
    let verifier = WebhookVerifier(keys: WebhookKeys(url: emulator.webhookKeysAddress))
    let deliveries = received.withLock { $0 }
    #expect(deliveries.count == 3)
    for (fields, body) in deliveries {
      let delivery = try await verifier.verify(fields, body: body)
      #expect(delivery.requestID == handle.requestID)
      let text = String(decoding: body, as: UTF8.self)
      #expect(text.hasPrefix(#"{"error": null, "gateway_request_id": ""#), "\(text)")
      #expect(text.contains(#""payload": {"a": [18446744073709, "é\n"], "m": {}, "z": 1}"#), "\(text)")
    }
  }

  @Test("The end of a request that failed or was cancelled is told, too; a receiver that redirects is given up")
  func failures() async throws {
    let bodies = Lock<[JSON]>([])
    let told = [Event(), Event()]
    let receiver = try HTTPServer { request, responder in
      let body = try JSON(parsing: request.readBody(limit: 1 << 20))
      let count = bodies.withLock { bodies in
        bodies.append(body)
        return bodies.count
      }
      try responder.respond(count == 1 ? 302 : 200)
      if count <= told.count { told[count - 1].happen() }
    }
    defer { receiver.stop() }
    var configuration = EmulatorConfiguration(concurrency: 1)
    configuration.webhookRetries = RetryPolicy(attempts: 5, delay: .milliseconds(1))
    let emulator = try Emulator(configuration)
    let entered = Event()
    let go = Event()
    emulator.answer("my/app") { input in
      if input["waits"] == true {
        entered.happen()
        go.block()
      }
      throw ModelFailure.invalidInput("prompt", "Field required", type: "missing")
    }
    let fal = try FalClient(emulator.clientConfiguration)
    var options = SubmitOptions()
    options.webhook = URL(string: receiver.address)
    _ = try await fal.submit(to: "my/app", input: ["n": 1], options: options)
    await told[0].wait()
    _ = try await fal.submit(to: "my/app", input: ["waits": true])
    await entered.wait()
    let waiting = try await fal.submit(to: "my/app", input: ["n": 2], options: options)
    _ = try await fal.cancel(waiting)
    await told[1].wait()
    go.happen()
    let all = bodies.withLock { $0 }
    #expect(all.count == 2)
    #expect(all[0]["status"] == "ERROR" && all[0]["error"] == "Invalid status code: 422")
    #expect(all[0]["payload"]["detail"][0]["loc"][1] == "prompt")
    #expect(all[1]["status"] == "ERROR" && all[1]["request_id"].string == waiting.requestID)
    let wrong = try await call("POST", emulator.hosts.queue + "/my/app?fal_webhook=nonsense", [:], "{}")
    #expect(wrong.status == 422)
  }

  @Test("It is a proxy for itself, under fal's own addresses and its own, and for nobody else")
  func proxied() async throws {
    let emulator = try Emulator()
    emulator.answer("my/app") { ["echo": $0] }
    func proxied(_ target: String) async throws -> (status: Int, json: JSON) {
      try await call("POST", emulator.address + "/api/fal/proxy", ["x-fal-target-url": target], #"{"n": 1}"#)
    }
    for target in ["https://fal.run/my/app", emulator.hosts.run + "/my/app"] {
      #expect(try await proxied(target).json["echo"]["n"] == 1)
    }
    #expect(try await proxied("https://queue.fal.run/my/app").json["request_id"].string != nil)
    for target in [
      "https://example.com/my/app", "http://fal.run/my/app", "https://fal.run:8443/my/app", "https://fal.run.evil/x",
      "nonsense", "https://user@fal.run/my/app", "https://fal.run",
    ] {
      #expect(try await proxied(target).status == 400, "\(target)")
    }
    var configuration = FalConfiguration()
    configuration.routing = .proxy(url: emulator.address + "/proxy")
    let result = try await FalClient(configuration).run("my/app", input: ["n": 2])
    #expect(result.output["echo"]["n"] == 2)
  }

  @Test("A token for an app is as good as the key for its runs and streams, and the proxy adds the key")
  func tokensForRuns() async throws {
    let emulator = try Emulator(EmulatorConfiguration(key: Self.key))
    emulator.answer("my/app") { ["echo": $0] }
    let authorized: HTTPFields = ["Authorization": "Key \(Self.key)"]
    let body = #"{"allowed_apps": ["app"], "token_expiration": 120}"#
    let token = try #require(try await call("POST", emulator.hosts.rest + "/tokens/", authorized, body).json.string)
    let run = emulator.hosts.run
    #expect(try await call("POST", run + "/my/app?fal_jwt_token=\(token)", [:], "{}").status == 200)
    #expect(try await call("POST", run + "/my/app/stream?fal_jwt_token=\(token)", [:], "{}").status == 200)
    #expect(try await call("POST", run + "/my/other?fal_jwt_token=\(token)", [:], "{}").status == 401)
    #expect(try await call("POST", run + "/my/app?fal_jwt_token=x", [:], "{}").status == 401)
    let queued = try await call("POST", emulator.hosts.queue + "/my/app", authorized, "{}")
    let status = try #require(queued.json["status_url"].string)
    #expect(try await call("GET", status + "/stream?fal_jwt_token=\(token)").status == 200)
    let proxied: HTTPFields = ["x-fal-target-url": "https://fal.run/my/app"]
    #expect(try await call("POST", emulator.address + "/proxy", proxied, "{}").status == 200)
    let wrong = proxied.merging(["Authorization": "Key a:b"])
    #expect(try await call("POST", emulator.address + "/proxy", wrong, "{}").status == 401)
  }

  @Test("Models whose ids end in stream are streamed", arguments: ["fal-ai/flux-lora/stream", "fal-ai/maya/stream"])
  func streamIDs(id: String) async throws {
    let emulator = try Emulator()
    let fal = try FalClient(emulator.clientConfiguration)
    let model = try #require(try FalCatalog.registry.model(id))
    var count = 0
    for try await event in fal.stream(model.id, input: model.example) where event.json.object != nil {
      count += 1
    }
    #expect(count > 0)
  }

  @Test("Of requests that have ended the oldest are forgotten, and with them their files; those that wait are kept")
  func limits() async throws {
    var configuration = EmulatorConfiguration(concurrency: 1)
    configuration.kept = 3
    configuration.keptUploads = 2
    let emulator = try Emulator(configuration)
    emulator.answer("my/app") { ["echo": $0] }
    let fal = try FalClient(emulator.clientConfiguration)
    var handles: [RequestHandle<JSON>] = []
    for n in 0..<5 {
      let handle = try await fal.submit(to: "my/app", input: ["n": .json(.number(JSONNumber(n)))])
      _ = try await fal.wait(for: handle)
      handles.append(handle)
    }
    for (n, handle) in handles.enumerated() {
      if n < 2 {
        await #expect(throws: FalError.self) { try await fal.status(of: handle) }
      } else {
        #expect(try await fal.result(of: handle).output["echo"]["n"].int == n)
      }
    }
    let start = emulator.hosts.rest + "/storage/upload/initiate?storage_type=fal-cdn-v3"
    var files: [String] = []
    for n in 0..<4 {
      let begun = try await call("POST", start, [:], #"{"file_name": "\#(n).txt", "content_type": "text/plain"}"#)
      let target = try #require(begun.json["upload_url"].string)
      #expect(try await call("PUT", target, ["Content-Type": "text/plain"], "text \(n)").status == 200)
      files.append(try #require(begun.json["file_url"].string))
    }
    for (n, file) in files.enumerated() {
      #expect(try await call("GET", file).status == (n < 2 ? 404 : 200))
    }
  }

  @Test("It says from which addresses it posts")
  func meta() async throws {
    let emulator = try Emulator(EmulatorConfiguration(key: Self.key))
    let ranges = try await WebhookAddressRanges.fetch(from: emulator.hosts.platform + "/v1/meta")
    #expect(ranges.contains("127.0.0.1") && !ranges.contains("203.0.113.1"))
  }

  @Test("Entries are kept by age, and a change makes none younger")
  func entries() {
    var entries = KeptEntries<Int, Int>(limit: 3)
    for n in 0..<3 { entries[n] = n }
    entries[0] = 10
    entries[3] = 3
    #expect(entries[0] == nil && entries[1] == 1 && entries.count == 3)
    entries[2] = nil
    entries[4] = 4
    #expect(entries.count == 3 && entries[1] == 1 && entries[2] == nil)
    for n in 5..<20_000 { entries[n] = n }
    #expect(entries.count == 3 && entries[19_999] == 19_999 && entries[19_996] == nil)
    entries.removeAll()
    #expect(entries.count == 0)
  }
}
