import FalCore
import FalEmulator
import FalRequests
import Foundation
import TestSupport
import Testing

@Suite("Polling", .timeLimit(.minutes(10)))
struct PollTests {
  @Test("One round tells what is new of each, what is not, and what could not be asked")
  func round() async throws {
    let model = GatedModel()
    let shop = try Workshop(concurrency: 1, model: model)
    defer { model.gate.happen() }
    for number in 0..<10 { try await shop.submit("\(number)") }
    let pending = try await shop.store.list(.pending).records
    var changed = Set<RequestRecord.ID>()
    for await event in shop.store.poll(pending, atOnce: 3) {
      if event.isChanged { changed.insert(event.record.id) }
    }
    #expect(changed == Set(pending.map(\.id)))
    for await event in shop.store.poll(try await shop.store.list(.pending).records) {
      #expect(!event.isChanged && event.error == nil)
    }
    shop.fault(.status, .status(503))
    var failed = 0
    for await event in shop.store.poll(try await shop.store.list(.pending).records) {
      #expect((event.error as? FalError)?.requestID == event.record.requestID && !event.isChanged)
      failed += 1
    }
    #expect(failed == 10)
    shop.fault(.status, nil)
    model.gate.happen()
    while true {
      let pending = try await shop.store.list(.pending).records
      if pending.isEmpty { break }
      for await event in shop.store.poll(pending) { #expect(event.record.requestID != nil) }
    }
    #expect(try await shop.store.list().records.allSatisfy(\.hasResult))
  }

  @Test("A reader that leaves ends the round")
  func leaving() async throws {
    let shop = try Workshop()
    for number in 0..<20 { try await shop.submit("\(number)") }
    for await _ in shop.store.poll(try await shop.store.list().records, atOnce: 1) { break }
    let listing = try await shop.store.list()
    #expect(listing.records.count == 20 && listing.damaged.isEmpty)
  }

  @Test("Many who change the same record lose nothing")
  func changes() async throws {
    let shop = try Workshop()
    let record = try await shop.submit()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<40 {
        group.addTask {
          try await shop.store.add(SavedFile(field: "\(number)", url: "u", path: "/\(number)"), to: record.id)
        }
      }
      group.addTask { _ = try await shop.store.wait(for: record.id) }
      // Readers never wait, and never see a half of it.
      for _ in 0..<200 {
        group.addTask {
          let read = try shop.store.record(record.id)
          #expect(read.id == record.id)
        }
      }
      try await group.waitForAll()
    }
    let ended = try shop.store.record(record.id)
    #expect(Set(ended.files.map(\.field)) == Set((0..<40).map { "\($0)" }) && ended.state == .completed)
    #expect(try shop.names() == ["\(record.id).json"])
  }

  @Test("Only one at a time works on a request")
  func exclusive() async throws {
    let shop = try Workshop()
    let record = try await shop.submit()
    let inner = try await shop.store.exclusively(record.id) { held in
      #expect(held == record)
      let other = try await RequestStore(path: shop.path).exclusively(record.id) { _ in true }
      #expect(other == nil)
      // Its state can change meanwhile.
      return try await shop.store.wait(for: record.id).state
    }
    #expect(inner == .completed)
    #expect(try await shop.store.exclusively(record.id) { $0.state } == .completed)
  }

  @Test("Two processes that poll at once finish every request, and damage none")
  func processes() async throws {
    let shop = try Workshop(duration: .milliseconds(40), concurrency: 8)
    for number in 0..<40 { try await shop.submit("\(number)") }
    let queue = shop.client.configuration.hosts.queue
    let probes = try (0..<2).map { _ in try ProbeProcess.start(["poll", shop.path], queue: queue) }
    for probe in probes {
      #expect(probe.wait() == .exited(0))
    }
    let listing = try await shop.store.list()
    #expect(listing.damaged.isEmpty && listing.records.count == 40)
    for record in listing.records {
      #expect(record.state == .completed)
      #expect(try shop.store.result(of: record.id)?["echo"]["prompt"].string == record.label)
    }
    #expect(try shop.names().count == 40)
  }
}
