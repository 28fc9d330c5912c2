import FalCore
import FalRequests
import Foundation
import TestSupport
import Testing

@Suite("Finding and listing", .timeLimit(.minutes(10)))
struct FindingTests {
  private func write(_ id: String, request: String?, _ shop: Workshop, session: String = "s") throws {
    let request = request.map { #""request_id":"\#($0)","# } ?? ""
    try shop.write(
      #"{"version":1,"id":"\#(id)","endpoint":"acme/echo/fast","state":"IN_QUEUE",\#(request)"label":"a cat","#
        + #""session":"\#(session)","created_at":"2026-01-31T14:25:30.123Z"}"# + "\n",
      as: "\(id).json"
    )
  }

  @Test("Requests are found by id, by the beginning of one, by falkit's name, and as the last")
  func find() async throws {
    let shop = try Workshop()
    let empty = await storeError { _ = try await shop.store.find("@last") }
    #expect(empty?.kind == .notFound && empty?.message.contains("@last") == true)
    try write("r0123456789abc", request: "764cabcf-b745-4b3e-ae38-1200304cf45b", shop, session: "t")
    try write("r0123456789abd", request: "764cabcf-ffff-4b3e-ae38-1200304cf45b", shop)
    try write("r0123456789zzz", request: nil, shop)
    try write("r0000000000000", request: "short", shop)
    func id(_ text: String, session: String? = nil) async throws -> RequestRecord.ID {
      try await shop.store.find(text, session: session).id
    }
    #expect(try await id("764cabcf-b745-4b3e-ae38-1200304cf45b") == "r0123456789abc")
    #expect(try await id("764CABCF-F") == "r0123456789abd")
    #expect(try await id("r0123456789zzz") == "r0123456789zzz")
    #expect(try await id("r0123456789z") == "r0123456789zzz")
    #expect(try await id("short") == "r0000000000000")
    #expect(try await id("@last") == "r0123456789zzz")
    #expect(try await id("@last", session: "t") == "r0123456789abc")
    #expect(await storeError { _ = try await id("@last", session: "none") }?.kind == .notFound)
    let ambiguous = await storeError { _ = try await id("764cabcf") }
    #expect(ambiguous?.kind == .ambiguous && ambiguous?.candidates.map(\.id) == ["r0123456789abd", "r0123456789abc"])
    #expect(ambiguous?.message.contains("764cabcf-b745-4b3e-ae38-1200304cf45b (acme/echo/fast, a cat)") == true)
    #expect(await storeError { _ = try await id("764ca") }?.kind == .tooShort)
    #expect(await storeError { _ = try await id("ffffff") }?.kind == .notFound)
    #expect(RequestRecord.ID(rawValue: "../r0123456789z") == nil)
  }

  @Test("Lists are newest first, and filtered by state, model, session and time")
  func list() async throws {
    let shop = try Workshop()
    #expect(try await shop.store.list().records.isEmpty)
    var submitted: [RequestRecord] = []
    let start = Date(timeIntervalSince1970: 1_800_000_000)
    for number in 0..<200 {
      shop.set(time: start + Double(number))
      var notes = RequestNotes()
      notes.session = number % 2 == 0 ? "even" : "odd"
      let endpoint: EndpointID = number % 4 == 0 ? "acme/four" : "acme/echo"
      let input: JSON = ["prompt": .string("\(number)")]
      submitted.append(try await shop.store.submit(to: endpoint, input: .json(input), notes: notes))
    }
    let newest = Array(submitted.reversed())
    _ = try await shop.store.wait(for: newest[0].id)
    var filter = RequestFilter()
    func ids() async throws -> [RequestRecord.ID] { try await shop.store.list(filter).records.map(\.id) }
    #expect(try await ids() == newest.map(\.id))
    filter.limit = 3
    #expect(try await ids() == newest.prefix(3).map(\.id))
    filter.limit = nil
    filter.session = "even"
    filter.endpoint = "ACME/f*"
    #expect(try await ids() == newest.filter { $0.label.flatMap { Int($0) }.map { $0 % 4 == 0 } ?? false }.map(\.id))
    filter = RequestFilter()
    filter.since = start + 190
    #expect(try await ids() == newest.prefix(10).map(\.id))
    #expect(try await shop.store.list(.pending).records.map(\.id) == newest.dropFirst().map(\.id))
    filter = RequestFilter()
    filter.states = [.completed]
    #expect(try await ids() == [newest[0].id])
  }

  @Test("Pruning removes what ended long ago, and what killed processes left; forgetting removes one")
  func prune() async throws {
    let shop = try Workshop(model: TestModel())
    let start = Date(timeIntervalSince1970: 1_700_000_000)
    var ended: [RequestRecord] = []
    for day in 0..<4 {
      shop.set(time: start + Double(day) * 86_400)
      ended.append(try await shop.store.wait(for: try await shop.submit("\(day)").id))
    }
    shop.set(time: start)
    let pending = try await shop.submit("pending")
    for name in [".\(pending.id).1.part", ".r0000000000000.2.part", ".r0000000000000.lock"] {
      try shop.write("{", as: name)
    }
    shop.set(time: Date() + 2 * 86_400)
    let removed = try await shop.store.prune(endedBefore: start + 2 * 86_400)
    #expect(removed.map(\.id) == [ended[1].id, ended[0].id])
    let left = [pending.id, ended[2].id, ended[3].id]
    #expect(Set(try await shop.store.list().records.map(\.id)) == Set(left))
    #expect(try shop.names() == ([".\(pending.id).1.part"] + left.map { "\($0).json" }).sorted())
    try await shop.store.forget(pending.id)
    #expect(await storeError { try await shop.store.forget(pending.id) }?.kind == .notFound)
    #expect(try await shop.store.list(.pending).records.isEmpty)
  }
}
