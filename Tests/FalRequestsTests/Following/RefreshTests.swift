import FalCore
import FalEmulator
import FalHTTPServer
import FalSystem
import Foundation
import TestSupport
import Testing

@testable import FalRequests

@Suite("Following", .timeLimit(.minutes(10)))
struct RefreshTests {
  private func submit(_ input: JSON, _ shop: Workshop) async throws -> RequestRecord {
    try await shop.store.submit(to: "acme/echo", input: .json(input))
  }

  /// Asks until there is a verdict.
  private func end(_ record: RequestRecord, _ shop: Workshop) async throws -> RequestRecord {
    _ = try await shop.client.updates(of: #require(record.handle)).first { _ in false }
    return try await shop.store.refresh(record.id)
  }

  @Test("The way through the queue is kept, and the result at its end")
  func way() async throws {
    let model = GatedModel()
    let shop = try Workshop(concurrency: 1, model: model)
    defer { model.gate.happen() }
    let first = try await submit(["n": 1], shop)
    let second = try await submit(["n": 2], shop)
    let third = try await submit(["n": 3], shop)
    #expect(try await shop.store.refresh(first.id).state == .inProgress)
    let waiting = try await shop.store.refresh(third.id)
    #expect(waiting.state == .inQueue && waiting.queuePosition == 1 && waiting.serviceStatus == "IN_QUEUE")
    let text = try shop.text(of: third.id)
    #expect(try await shop.store.refresh(third.id) == waiting)
    #expect(try shop.text(of: third.id) == text, "no news, and yet it was written")
    model.gate.happen()
    let ended = try await end(second, shop)
    #expect(ended.state == .completed && ended.serviceStatus == "COMPLETED" && ended.queuePosition == nil)
    #expect(ended.hasResult && ended.billableUnits == 1 && ended.inferenceTime != nil && ended.ended != nil)
    #expect(try shop.store.result(of: second.id)?["echo"] == ["n": 2])
    #expect(try shop.store.input(of: second.id) == ["n": 2])
    try shop.fal.emulator.goDown()
    #expect(try await shop.store.refresh(second.id) == ended)
    #expect(try await shop.store.wait(for: second.id) == ended)
    #expect(try await shop.store.cancel(second.id).outcome == .alreadyEnded)
  }

  @Test("A failure of the model ends the record, with its fields and without the input that it repeats")
  func modelFailure() async throws {
    let shop = try Workshop()
    let body: JSON = [
      "detail": [
        ["loc": ["body", "seed"], "msg": "too large", "type": "less_than", "ctx": ["lt": 9], "input": "data:secret"]
      ]
    ]
    let record = try await end(try await submit(["fail": 422, "body": body, "prompt": "x"], shop), shop)
    #expect(record.state == .failed && record.error?.kind == .invalidInput && record.error?.status == 422)
    #expect(record.error?.issues.map(\.description) == ["seed: too large"])
    #expect(record.error?.issues.first?.context == ["lt": 9] && record.error?.requestID == record.requestID)
    #expect(record.members["error"]?.text().contains("secret") == false)
    #expect(try await shop.store.list(.pending).records.isEmpty)
    let machine = try await end(try await submit(["infrastructure": "runner_disconnected"], shop), shop)
    #expect(machine.state == .failed && machine.error?.type == "runner_disconnected")
    #expect(machine.error?.isRetryable == true && machine.error?.message == "Runner disconnected")
    let broken = try await end(try await submit(["fail": 500, "body": body], shop), shop)
    #expect(broken.state == .failed && broken.error?.status == 500)
  }

  @Test(
    "When asking fails nothing changes, and the next time it works",
    arguments: [.status(504), .cutOff, .garbage] as [Fault]
  )
  func temporary(fault: Fault) async throws {
    let shop = try Workshop()
    let record = try await submit(["n": 1], shop)
    shop.fault(.status, fault)
    #expect(await falError { try await shop.store.refresh(record.id) } != nil)
    #expect(try shop.store.record(record.id) == record)
    shop.fault(.status, nil)
    _ = try await shop.client.updates(of: #require(record.handle)).first { _ in false }
    shop.fault(.result, fault)
    #expect(await falError { try await shop.store.refresh(record.id) } != nil)
    let between = try shop.store.record(record.id)
    #expect(!between.state.isFinal && between.serviceStatus == "COMPLETED" && between.error == nil)
    shop.fault(.result, nil)
    #expect(try await shop.store.refresh(record.id).state == .completed)
  }

  @Test(
    "What is answered in place of a result ends the request, if it can only be about the request",
    arguments: [
      (500, [:], "Internal Server Error", .failed), (503, ["x-fal-request-id": "r"], "{}", .failed),
      (504, ["X-Fal-Request-Timeout-Type": "user"], "{}", .failed), (200, [:], "", .failed),
      (502, [:], "<html>", .inProgress), (503, [:], "{}", .inProgress), (405, [:], "{}", .inProgress),
      (200, [:], #"{"images": [{"url": "ht"#, .inProgress), (404, [:], "{}", .expired),
      (200, ["Content-Type": "audio/wav"], "RIFF", .completed), (200, [:], #"{"score": NaN}"#, .completed),
    ] as [(Int, HTTPFields, String, RequestState)]
  )
  func ends(status: Int, fields: HTTPFields, body: String, state: RequestState) async throws {
    let server = try HTTPServer { request, responder in
      if request.path.hasSuffix("/status") {
        return try responder.respond(200, [:], Array(#"{"status": "COMPLETED"}"#.utf8))
      }
      try responder.respond(status, fields, Array(body.utf8))
    }
    defer { server.stop() }
    let folder = try TemporaryFolder()
    var configuration = FalConfiguration()
    configuration.hosts = FalHosts(run: server.address, queue: server.address)
    configuration.retries = RetryPolicy(attempts: 2, delay: .zero, longestDelay: .zero)
    let store = RequestStore(path: folder.path, client: try FalClient(configuration))
    let record = try await store.adopt(RequestHandle(endpoint: "a/b", requestID: "r"))
    _ = await falError { try await store.refresh(record.id) }
    let ended = try store.record(record.id)
    #expect(ended.state == state && ended.hasResult == (state == .completed))
    #expect(state != .failed || ended.error?.message.isEmpty == false)
  }

  @Test(
    "A cancellation that fal declines is no end: the request goes on",
    arguments: [
      (200, #"{"success": false}"#), (400, #"{"status": "ALREADY_COMPLETED"}"#),
      (400, #"{"detail": "Request already completed"}"#),
    ]
  )
  func declined(status: Int, body: String) async throws {
    let server = try HTTPServer { request, responder in
      let isCancelling = request.path.hasSuffix("/cancel")
      try responder.respond(
        isCancelling ? status : 200,
        [:],
        Array((isCancelling ? body : #"{"status": "IN_PROGRESS"}"#).utf8)
      )
    }
    defer { server.stop() }
    let folder = try TemporaryFolder()
    var configuration = FalConfiguration()
    configuration.hosts = FalHosts(run: server.address, queue: server.address)
    let store = RequestStore(path: folder.path, client: try FalClient(configuration))
    let record = try await store.adopt(RequestHandle(endpoint: "a/b", requestID: "r"))
    let cancellation = try await store.cancel(record.id)
    #expect(cancellation.outcome == .declined && cancellation.record.state == .inProgress)
  }

  @Test("A key that is refused, or a limit, says nothing about the request", arguments: [401, 403, 429])
  func refused(status: Int) async throws {
    let shop = try Workshop()
    let record = try await submit(["n": 1], shop)
    _ = try await shop.client.updates(of: #require(record.handle)).first { _ in false }
    shop.fault(.result, .status(status))
    #expect(await falError { try await shop.store.refresh(record.id) }?.status == status)
    shop.fault(.result, nil)
    #expect(try await shop.store.refresh(record.id).state == .completed)
  }

  @Test("What fal does not know is expired, and no longer polled; it may be asked about again")
  func expired() async throws {
    let shop = try Workshop()
    let record = try await submit(["n": 1], shop)
    let gone = try await shop.store.adopt(RequestHandle(endpoint: "acme/echo", requestID: "gone"))
    let expired = try await shop.store.refresh(gone.id)
    #expect(expired.state == .expired && expired.state.isFinal && expired.error?.kind == .notFound)
    #expect(try await shop.store.refresh(gone.id) == expired)
    #expect(try await shop.store.cancel(gone.id).outcome == .alreadyEnded)
    shop.fault(.status, .status(404))
    #expect(try await shop.store.refresh(record.id).state == .expired)
    shop.fault(.status, nil)
    #expect(try await end(record, shop).state == .completed)
    let unknown = try await shop.store.adopt(RequestHandle(endpoint: "acme/echo", requestID: "none"))
    #expect(try await shop.store.wait(for: unknown.id).state == .expired)
    let other = try await shop.store.adopt(RequestHandle(endpoint: "acme/echo", requestID: "nil"))
    #expect(try await shop.store.cancel(other.id).outcome == .notFound)
  }

  @Test("An answer that is older than what is known changes nothing, and nothing changes what has ended")
  func older() async throws {
    let shop = try Workshop()
    let record = try await submit(["n": 1], shop)
    func note(_ json: JSON, seconds: Double) async throws -> RequestRecord {
      let status = try #require(QueueStatus(json: json))
      let asked = record.created + 60 + seconds
      return try await shop.store.note(.pending(status), of: record.id, asked: asked)
    }
    let running = try await note(["status": "IN_PROGRESS"], seconds: 10)
    #expect(try await note(["status": "IN_QUEUE", "queue_position": 3], seconds: 5) == running)
    // fal puts requests back when a machine fails.
    let back = try await note(["status": "IN_QUEUE", "queue_position": 3], seconds: 15)
    #expect(back.state == .inQueue && back.queuePosition == 3)
    let strange = try await note(["status": "RESTING"], seconds: 20)
    #expect(strange.state == .inQueue && strange.serviceStatus == "RESTING")
    let ended = try await end(record, shop)
    #expect(ended.state == .completed)
    #expect(try await note(["status": "IN_PROGRESS"], seconds: 3600) == ended)
  }

  @Test("A client of another queue does not ask")
  func otherQueue() async throws {
    let shop = try Workshop()
    let elsewhere = try Workshop()
    let record = try await submit(["n": 1], shop)
    let error = await storeError { try await shop.store(client: elsewhere.client).refresh(record.id) }
    #expect(error?.kind == .otherQueue && error?.message.contains(shop.client.configuration.hosts.queue) == true)
    #expect(
      await storeError { try await shop.store(client: elsewhere.client).wait(for: record.id) }?.kind == .otherQueue
    )
    #expect(await storeError { try await shop.store(client: elsewhere.client).cancel(record.id) }?.kind == .otherQueue)
    #expect(try shop.store.record(record.id) == record)
    #expect(elsewhere.fal.emulator.statistics.received.isEmpty)
  }

  @Test("Waiting tells what happens, ends by its time limit, and can begin again")
  func wait() async throws {
    let model = GatedModel()
    let shop = try Workshop(model: model)
    defer { model.gate.happen() }
    let record = try await submit(["n": 1], shop)
    let late = await falError {
      try await shop.store.wait(for: record.id, timeout: .milliseconds(200))
    }
    #expect(late?.kind == .timedOut && late?.requestID == record.requestID && late?.isRetryable == true)
    #expect(try shop.store.record(record.id).state == .inProgress)
    let updates = Lock<[String]>([])
    let ended = try await shop.store.wait(for: record.id) { update in
      updates.withLock { $0.append("\(update)") }
      if case .inProgress = update { model.gate.happen() }
    }
    #expect(ended.state == .completed)
    #expect(updates.withLock { $0 }.contains("in progress"))
    #expect(shop.accepted == 1 && shop.fal.emulator.statistics.received[.cancel] == nil)
  }

  @Test("Cancelling: taken out of the queue, asked to stop")
  func cancel() async throws {
    let model = GatedModel()
    let shop = try Workshop(concurrency: 1, model: model)
    defer { model.gate.happen() }
    let running = try await submit(["n": 1], shop)
    let waiting = try await submit(["n": 2], shop)
    let taken = try await shop.store.cancel(waiting.id)
    #expect(taken.outcome == .cancelled && taken.record.state == .cancelled && taken.record.error?.kind == .cancelled)
    let asked = try await shop.store.cancel(running.id)
    #expect(asked.outcome == .requested && !asked.record.state.isFinal && asked.record.cancelRequested != nil)
    model.gate.happen()
    let ended = try await shop.store.wait(for: running.id)
    #expect(ended.state.isFinal)
  }
}
