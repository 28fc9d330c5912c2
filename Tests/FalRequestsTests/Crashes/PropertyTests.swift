import FalCore
import FalEmulator
import FalRequests
import Foundation
import TestSupport
import Testing

/// Any sequence of operations, with a server that breaks and processes that die, keeps what this library is for.
@Suite("Properties", .timeLimit(.minutes(10)))
struct PropertyTests {
  @Test("No id that was received is lost, and nothing is submitted twice", arguments: 0..<24)
  func sequences(seed: Int) async throws {
    var random = SeededRandom(seed: UInt64(seed))
    let shop = try Workshop(attempts: 2)
    var received: [RequestRecord.ID: String] = [:]
    var final: [RequestRecord.ID: RequestRecord] = [:]
    for turn in 0..<30 {
      let disk = FaultyDisk()
      if Bool.random(using: &random) { disk.die(at: Int.random(in: 0..<30, using: &random)) }
      let store = shop.store(on: disk)
      let faults: [Fault?] = [nil, nil, nil, .status(500), .status(429), .resetBefore, .resetAfter, .cutOff, .garbage]
      for operation in [EmulatorOperation.submit, .status, .result, .statusStream, .cancel] {
        shop.fault(operation, faults.randomElement(using: &random) ?? nil)
      }
      let listing = try await shop.store.list()
      let any = listing.records.randomElement(using: &random)
      let accepted = shop.accepted
      switch (Int.random(in: 0..<7, using: &random), any) {
      case (1, let record?): _ = try? await store.refresh(record.id)
      case (2, let record?): _ = try? await store.wait(for: record.id)
      case (3, let record?): _ = try? await store.cancel(record.id)
      case (4, _): for await _ in store.poll(listing.records) {}
      case (5, _): _ = try? await store.prune(endedBefore: .distantPast)
      default:
        let prompt = "\(Int.random(in: 0..<12, using: &random))"
        do {
          let record = try await store.submit(
            to: Echo.id,
            input: ["prompt": "\(prompt)"],
            duplicates: .refuse
          )
          received[record.id] = record.requestID
        } catch let error as RequestStoreError where error.handle != nil {
          // The error names it; a process that died could not show that, so it counts only when the disk has it.
          #expect(disk.isDead)
        } catch {}
        #expect(shop.accepted - accepted <= 1)
      }
      if turn % 3 != 0, shop.accepted == accepted { continue }
      try await check(shop, received, &final)
    }
    for operation in EmulatorOperation.allCases { shop.fault(operation, nil) }
    for record in try await shop.store.list(.pending).records where record.requestID != nil {
      #expect(try await shop.store.wait(for: record.id).state.isFinal)
    }
    try await check(shop, received, &final)
  }

  private func check(
    _ shop: Workshop,
    _ received: [RequestRecord.ID: String],
    _ final: inout [RequestRecord.ID: RequestRecord]
  )
    async throws
  {
    let listing = try await shop.store.list()
    #expect(listing.damaged.isEmpty)
    #expect(listing.records.count >= shop.accepted, "an accepted request is in no record")
    let requestIDs = listing.records.compactMap(\.requestID)
    #expect(Set(requestIDs).count == requestIDs.count)
    for (id, requestID) in received { #expect(try shop.store.record(id).requestID == requestID) }
    // At most one of the same kind is on its way.
    let pending = listing.records.filter { !$0.state.isFinal }.compactMap(\.label)
    #expect(Set(pending).count == pending.count, "the same is on its way twice")
    for record in listing.records where record.state.isFinal {
      if let before = final[record.id], before.state != .expired { #expect(before.state == record.state) }
      final[record.id] = record
      if record.hasResult { #expect(try shop.store.result(of: record.id)?["echo"]["prompt"].string == record.label) }
    }
  }
}
