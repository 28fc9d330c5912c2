import FalCore
import FalRequests
import TestSupport
import Testing

@Suite("Duplicates", .timeLimit(.minutes(10)))
struct DuplicateTests {
  @Test("The same request is found whatever the order of its members, as long as it has not ended")
  func order() async throws {
    let model = GatedModel()
    let shop = try Workshop(model: model)
    defer { model.gate.happen() }
    let input: JSON = ["prompt": "x", "size": ["width": 1, "height": 2.0], "list": [1, 2]]
    let record = try await shop.store.submit(to: "acme/echo", input: .json(input))
    let turned: JSON = ["list": [1, 2], "size": ["height": 2, "width": 1], "prompt": "x"]
    #expect(try await shop.store.pending("acme/echo", input: turned) == [record])
    #expect(
      try await shop.store.pending("acme/echo", input: ["prompt": "x", "list": [2, 1]]).isEmpty
    )
    #expect(try await shop.store.pending("acme/other", input: input).isEmpty)
    let elsewhere = try Workshop()
    #expect(try await shop.store(client: elsewhere.client).pending("acme/echo", input: input).isEmpty)
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
    #expect(try await shop.store.pending("acme/echo", input: input).isEmpty)
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
}
