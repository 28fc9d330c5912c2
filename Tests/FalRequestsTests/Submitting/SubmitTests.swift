import FalCore
import FalEmulator
import FalRequests
import FalSystem
import Foundation
import TestSupport
import Testing

@Suite("Submitting", .timeLimit(.minutes(10)))
struct SubmitTests {
  @Test("The request is on disk before it is sent, and reads as being submitted meanwhile")
  func intent() async throws {
    let seen = Lock<(names: [String], record: RequestRecord?, input: JSON?)>(([], nil, nil))
    let path = Lock("")
    let model = GatedModel(accepting: {
      let store = RequestStore(path: path.withLock { $0 })
      let names = (try? FileManager.default.contentsOfDirectory(atPath: store.path)) ?? []
      let record = names.first { !$0.hasPrefix(".") }.flatMap { RequestRecord.ID(rawValue: String($0.dropLast(5))) }
        .flatMap { try? store.record($0) }
      let input = record.flatMap { try? store.input(of: $0.id) }
      seen.withLock { $0 = (names, record, input) }
    })
    model.gate.happen()
    let shop = try Workshop(model: model)
    path.withLock { $0 = shop.path }
    var notes = RequestNotes()
    notes.session = "moon"
    notes.folder = "/projects/moon"
    notes.localFiles = [LocalFileReference(field: "image_url", path: "a.png")]
    var options = SubmitOptions()
    options.priority = .low
    options.startTimeout = .milliseconds(90_500)
    options.webhook = URL(string: "https://example.com/?secret=1")
    options.fields["X-Own"] = "secret"
    options.lifecycle = ObjectLifecycle(expiration: .seconds(60), access: .hide, exceptions: ["bob": .allow])
    let record = try await shop.store.submit(
      to: "acme/echo/fast",
      input: ["prompt": "a cat\non the\u{1B}[1m moon", "seed": 9_007_199_254_740_993],
      options: options,
      notes: notes
    )
    let during = seen.withLock { $0 }
    #expect(during.record?.state == .submitting && during.record?.requestID == nil)
    #expect(during.record?.id == record.id && during.record?.endpoint == "acme/echo/fast")
    #expect(during.input == ["prompt": "a cat\non the\u{1B}[1m moon", "seed": 9_007_199_254_740_993])
    #expect(during.record?.label == "a cat on the [1m moon")
    #expect(record.session == "moon" && record.folder == "/projects/moon" && record.localFiles == notes.localFiles)
    #expect(record.options.priority == .low && record.options.startTimeout == .milliseconds(90_500))
    #expect(record.options.lifecycle == options.lifecycle && record.options.webhook == nil)
    #expect(record.submitted != nil && record.ended == nil && record.inputKept == .whole)
    #expect(try !shop.text(of: record.id).contains("secret"))
  }

  @Test("fal's id is on disk as soon as the call returns; files are for their owner alone; nothing else is left")
  func identifier() async throws {
    let shop = try Workshop()
    let record = try await shop.submit()
    let again = try RequestStore(path: shop.path).record(record.id)
    #expect(again == record && again.state == .inQueue && again.requestID != nil)
    #expect(again.handle?.requestID == record.requestID)
    #expect(again.queue == shop.client.configuration.hosts.queue)
    #expect(try shop.names() == ["\(record.id).json"])
    func mode(_ path: String) throws -> Int? {
      try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }
    #expect(try mode(shop.path) == 0o700 && mode(shop.folder.path + "/state") == 0o700)
    #expect(try mode("\(shop.path)/\(record.id).json") == 0o600)
    #expect(try !shop.text(of: record.id).contains("secret"))
  }

  @Test("What certainly did not arrive leaves no record")
  func refused() async throws {
    let shop = try Workshop()
    let unknownModel = await falError {
      _ = try await shop.store.submit(to: "nobody/nothing", input: ["a": 1])
    }
    #expect(unknownModel?.kind == .notFound)
    shop.fault(.submit, .status(429))
    #expect(await falError { _ = try await shop.submit() }?.kind == .rateLimited)
    shop.fault(.submit, nil)
    try shop.fal.emulator.goDown()
    #expect(await falError { _ = try await shop.submit() }?.kind == .connection)
    #expect(try shop.names().isEmpty)
    #expect(shop.accepted == 0)
  }

  @Test(
    "After a break in the gap the request stays as unknown, and is not sent again",
    arguments: [.resetAfter, .cutOff, .garbage, .resetBefore, .status(502)] as [Fault]
  )
  func gap(fault: Fault) async throws {
    let shop = try Workshop()
    shop.fault(.submit, fault)
    let outcome = await #expect(throws: UnknownOutcome.self) { try await shop.submit() }
    shop.fault(.submit, nil)
    let record = try #require(outcome?.record)
    #expect(record.state == .unknown && record.error?.mayHaveBeenAccepted == true)
    #expect(try shop.store.record(record.id) == record)
    let accepted = shop.accepted
    #expect(accepted == (fault.isAfterAcceptance ? 1 : 0))
    for await event in shop.store.poll([record]) {
      #expect(!event.isChanged && event.error == nil)
    }
    #expect(try await shop.store.refresh(record.id) == record)
    #expect(await storeError { try await shop.store.wait(for: record.id) }?.kind == .noRequestID)
    #expect(await storeError { try await shop.store.cancel(record.id) }?.kind == .noRequestID)
    let twin = await storeError {
      let input: JSON = ["prompt": "a cat"]
      _ = try await shop.store.submit(to: Echo.id, input: .json(input), duplicates: .refuse)
    }
    #expect(twin?.kind == .duplicate && twin?.candidates == [record])
    #expect(shop.accepted == accepted && shop.fal.emulator.statistics.received[.submit] == 1)
  }

  @Test("A task that is cancelled while it sends leaves the request as unknown; before that nothing")
  func cancelledTask() async throws {
    let isCalled = Event()
    let model = GatedModel(accepting: { isCalled.happen() })
    model.gate.happen()
    let shop = try Workshop(model: model)
    shop.fault(.submit, .slow)
    let task = Task { try await shop.submit() }
    await isCalled.wait()
    task.cancel()
    switch await task.result {
    case .success(let record): #expect(record.requestID != nil)
    case .failure(let error): #expect((error as? UnknownOutcome)?.record.state == .unknown)
    }
    let early = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return try await shop.submit("b")
    }
    await #expect(throws: CancellationError.self) { try await early.value }
    #expect(try await shop.store.list().records.count == 1)
  }

  @Test(
    "Where the intent cannot be written nothing is sent",
    arguments: [.createFolder, .lock, .createTemporary, .write, .syncFile, .rename, .syncFolder] as [WriteStep]
  )
  func fullDisk(step: WriteStep) async throws {
    let shop = try Workshop()
    let disk = FaultyDisk()
    disk.fail(step)
    await #expect(throws: FaultyDisk.Full.self) {
      try await shop.store(on: disk).submit(to: Echo.self, input: .init(prompt: "x"))
    }
    #expect(shop.fal.emulator.statistics.received[.submit] == nil)
    #expect(try shop.names().filter { $0.hasSuffix(".json") || $0.hasSuffix(".part") }.isEmpty)
  }

  @Test("Where fal's id cannot be written the error has it, and it can be taken down later")
  func lostAnswer() async throws {
    let shop = try Workshop()
    let disk = FaultyDisk()
    disk.fail(.write, after: 1)
    let error = await storeError {
      _ = try await shop.store(on: disk).submit(to: Echo.self, input: .init(prompt: "x"))
    }
    let handle = try #require(error?.handle)
    #expect(error?.kind == .notRecorded && error?.message.contains(handle.requestID) == true)
    #expect(try await shop.store.list().records.map(\.state) == [.unknown])
    let record = try await shop.store.adopt(handle)
    #expect(record.requestID == handle.requestID && record.inputKept == .none)
    #expect(try await shop.store.adopt(handle) == record)
    #expect(try await shop.store.wait(for: record.id).state == .completed)
    #expect(shop.accepted == 1)
  }

  @Test("A store without a client can be read, and says what it lacks for the rest")
  func reading() async throws {
    let shop = try Workshop()
    let record = try await shop.submit()
    let store = RequestStore(path: shop.path)
    #expect(try store.record(record.id).requestID == record.requestID)
    let error = await storeError { _ = try await store.submit(to: Echo.self, input: .init(prompt: "a")) }
    #expect(error?.kind == .noClient && error?.message.contains("RequestStore(client:)") == true)
    #expect(await storeError { try await store.wait(for: record.id) }?.kind == .noClient)
    for await event in store.poll([record]) {
      #expect((event.error as? RequestStoreError)?.kind == .noClient)
    }
  }
}
