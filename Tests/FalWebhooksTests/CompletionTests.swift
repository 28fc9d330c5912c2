import FalEmulator
import FalHTTPServer
import FalRequests
import FalSystem
import Foundation
import TestSupport
import Testing

@testable import FalWebhooks

@Suite("Webhooks that complete requests", .timeLimit(.minutes(2)))
struct CompletionTests {
  @Test("A webhook completes the record of its request, and what never came is polled for")
  func completion() async throws {
    let emulator = try Emulator()
    emulator.answer("my/app") { ["echo": $0] }
    let folder = try TemporaryFolder()
    let requests = RequestStore(path: folder.path, client: try FalClient(emulator.clientConfiguration))
    let verifier = WebhookVerifier(keys: WebhookKeys(url: emulator.webhookKeysAddress))
    let received = Lock<[(fields: HTTPFields, body: [UInt8])]>([])
    let came = Event()
    let receiver = try HTTPServer { request, responder in
      let body = try request.readBody(limit: 1 << 20)
      received.withLock { $0.append((request.headers, body)) }
      try responder.respond(200)
      came.happen()
    }
    defer { receiver.stop() }
    var options = SubmitOptions()
    options.webhook = URL(string: receiver.address)
    let told = try await requests.submit(to: "my/app", input: ["n": 1], options: options)
    let untold = try await requests.submit(to: "my/app", input: ["n": 2])
    await came.wait()
    let first = try #require(received.withLock { $0.first })
    let delivery = try await verifier.verify(first.fields, body: first.body)
    let record = try await requests.refresh(try await requests.find(delivery.requestID).id)
    #expect(record.id == told.id && record.state == .completed)
    #expect(try requests.result(of: told.id)?["echo"]["n"] == 1)
    #expect(try requests.record(untold.id).state != .completed)
    _ = try await requests.wait(for: untold.id)
    #expect(try requests.result(of: untold.id)?["echo"]["n"] == 2)
  }
}
