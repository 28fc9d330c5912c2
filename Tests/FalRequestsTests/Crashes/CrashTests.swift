import FalCore
import FalEmulator
import FalRequests
import TestSupport
import Testing

@Suite("Crashes", .timeLimit(.minutes(10)))
struct CrashTests {
  /// What must hold after a process died somewhere in a submit.
  private func check(_ shop: Workshop, prompt: String, hasID: Bool, _ place: String) async throws {
    let listing = try await shop.store.list()
    #expect(listing.damaged.isEmpty, "\(place)")
    let accepted = shop.accepted
    #expect(accepted <= 1, "\(place)")
    #expect(listing.records.count >= accepted, "\(place): it is forgotten")
    for record in listing.records {
      #expect([.unknown, .inQueue].contains(record.state), "\(place)")
      #expect(try shop.store.input(of: record.id)?["prompt"].string == prompt, "\(place)")
    }
    if hasID { #expect(listing.records.first?.requestID != nil, "\(place): the id is lost") }
    // Whoever makes sure that nothing is sent twice need not know what happened.
    let input: JSON = ["prompt": .string(prompt)]
    _ = try? await shop.store.submit(to: Echo.id, input: .json(input), duplicates: .refuse)
    #expect(shop.accepted <= 1, "\(place): it was sent twice")
    // What has an id can be finished.
    for record in listing.records where record.requestID != nil {
      #expect(try await shop.store.wait(for: record.id).state == .completed, "\(place)")
    }
  }

  @Test("A process that dies in front of any step of a submit loses no id, and nothing is sent twice")
  func everyStep() async throws {
    let whole = FaultyDisk()
    let shop = try Workshop()
    try await submit(shop, on: whole)
    let steps = whole.taken
    let answerWritten = try #require(steps.lastIndex(of: .syncFile))
    #expect(steps.count > 12)
    for (step, name) in steps.enumerated() {
      let shop = try Workshop()
      let disk = FaultyDisk()
      disk.die(at: step)
      _ = try? await submit(shop, on: disk)
      try await check(shop, prompt: "x", hasID: step >= answerWritten, "step \(step), \(name)")
    }
  }

  @discardableResult
  private func submit(_ shop: Workshop, on disk: FaultyDisk) async throws -> RequestRecord {
    let input: JSON = ["prompt": "x"]
    return try await shop.store(on: disk).submit(to: Echo.id, input: .json(input), duplicates: .refuse)
  }

  @Test("A process that is killed in front of any step of a submit loses no id, and nothing is sent twice")
  func kills() async throws {
    var step = 1
    while true {
      let shop = try Workshop()
      let queue = shop.client.configuration.hosts.queue
      let wasKilled = try ProbeProcess.run(["submit", shop.path, "\(step)", "x"], queue: queue)
      // One whose last kill is behind its last step has the id.
      try await check(shop, prompt: "x", hasID: !wasKilled, "kill \(step)")
      guard wasKilled else { break }
      step += 1
    }
    #expect(step > 12)
  }

  @Test("A process that dies while it writes news leaves the old ones or the new, and the next one goes on")
  func updates() async throws {
    for step in 0..<20 {
      let shop = try Workshop()
      let record = try await shop.submit()
      let disk = FaultyDisk()
      disk.die(at: step)
      _ = try? await shop.store(on: disk).wait(for: record.id)
      let listing = try await shop.store.list()
      #expect(listing.damaged.isEmpty && listing.records.map(\.requestID) == [record.requestID])
      #expect(try await shop.store.wait(for: record.id).state == .completed)
      #expect(try shop.store.result(of: record.id)?["echo"]["prompt"] == "a cat")
      #expect(try shop.store.input(of: record.id) == ["prompt": "a cat"])
    }
  }
}
