import FalCore
import FalRequests
import Foundation
import TestSupport
import Testing

@Suite("Duplicates", .timeLimit(.minutes(10)))
struct DuplicateTests {
  /// What a submit finds that asks the same and has not ended; nothing is sent.
  private func pending(_ endpoint: EndpointID, _ input: JSON, _ store: RequestStore) async throws -> [RequestRecord] {
    struct Found: Error { let records: [RequestRecord] }
    do {
      let look = TwinPolicy.choose { twins in throw Found(records: twins.pending) }
      let (options, notes) = (SubmitOptions(), RequestNotes())
      _ = try await store.submit(to: endpoint, input: .json(input), options: options, notes: notes, twins: look)
      return []
    } catch let found as Found {
      return found.records
    }
  }

  @Test("The same request is found whatever the order of its members, as long as it has not ended")
  func order() async throws {
    let model = GatedModel()
    let shop = try Workshop(model: model)
    defer { model.gate.happen() }
    let input: JSON = ["prompt": "x", "size": ["width": 1, "height": 2.0], "list": [1, 2]]
    let record = try await shop.store.submit(to: "acme/echo", input: .json(input))
    let turned: JSON = ["list": [1, 2], "size": ["height": 2, "width": 1], "prompt": "x"]
    #expect(try await pending("acme/echo", turned, shop.store) == [record])
    #expect(
      try await pending("acme/echo", ["prompt": "x", "list": [2, 1]], shop.store).isEmpty
    )
    #expect(try await pending("acme/other", input, shop.store).isEmpty)
    let elsewhere = try Workshop()
    #expect(try await pending("acme/echo", input, shop.store(client: elsewhere.client)).isEmpty)
    let refused = await storeError {
      _ = try await shop.store.submit(to: "acme/echo", input: .json(turned), duplicates: .refuse)
    }
    #expect(refused?.kind == .duplicate && refused?.candidates == [record])
    #expect(refused?.message.contains(record.requestID ?? "-") == true)
    #expect(try await shop.store.submit(to: "acme/echo", input: .json(turned)).id != record.id)
    model.gate.happen()
    for record in try await shop.store.list(.pending).records {
      _ = try await shop.store.wait(for: record.id)
    }
    #expect(try await pending("acme/echo", input, shop.store).isEmpty)
  }

  @Test("Of many who submit the same at once, one does")
  func race() async throws {
    let model = GatedModel()
    let shop = try Workshop(model: model)
    defer { model.gate.happen() }
    let submitted = await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<16 {
        group.addTask {
          let input: JSON = ["prompt": "x"]
          let record = try? await shop.store.submit(to: Echo.id, input: .json(input), duplicates: .refuse)
          return record != nil
        }
      }
      return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
    }
    #expect(submitted == 1 && shop.accepted == 1)
    #expect(try await shop.store.list().records.count == 1)
  }

  @Test("Records without an index, as copied ones are, get one, and nothing is found twice or missed")
  func index() async throws {
    let model = GatedModel()
    let shop = try Workshop(model: model)
    defer { model.gate.happen() }
    let input: JSON = ["prompt": "x"]
    let record = try await shop.store.submit(to: Echo.id, input: .json(input))
    let index = shop.store.path + "/.same"
    let names = try FileManager.default.subpathsOfDirectory(atPath: index).sorted()
    try FileManager.default.removeItem(atPath: index)
    #expect(try await pending(Echo.id, input, shop.store) == [record])
    #expect(try FileManager.default.subpathsOfDirectory(atPath: index).sorted() == names)
    // Half of one, from a process that was killed while it made it.
    try FileManager.default.moveItem(atPath: index, toPath: index + ".new")
    #expect(try await pending(Echo.id, input, shop.store) == [record])
    try await shop.store.forget(record.id)
    #expect(try await pending(Echo.id, input, shop.store).isEmpty)
    #expect(try FileManager.default.subpathsOfDirectory(atPath: index).allSatisfy { $0.count == 2 })
  }

  @Test("A policy may let another request take the place of the new one, which is not sent")
  func choice() async throws {
    let model = GatedModel()
    let shop = try Workshop(model: model)
    defer { model.gate.happen() }
    let (input, options, notes): (JSON, _, _) = (["prompt": "x"], SubmitOptions(), RequestNotes())
    let record = try await shop.store.submit(to: "acme/echo", input: .json(input))
    let first = TwinPolicy.choose { twins in twins.ids.first.flatMap(twins.record) }
    let other = try await shop.store.submit(
      to: "acme/echo",
      input: .json(input),
      options: options,
      notes: notes,
      twins: first
    )
    #expect(other.isTwin && other.record.id == record.id)
    #expect(shop.accepted == 1)
  }
}
