import FalSystem
import Testing

@Suite("Work on several things at a time")
struct ParallelTests {
  private struct Failure: Error {}

  @Test("So many at a time, and results in the order of the items", arguments: [1, 3, 100])
  func limit(limit: Int) async throws {
    let running = Lock((now: 0, most: 0))
    let squares = try await Parallel.map(Array(0..<50), limit: limit) { index, item in
      running.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) }
      for _ in 0..<(item % 7) { await Task.yield() }
      running.withLock { $0.now -= 1 }
      return index * item
    }
    #expect(squares == (0..<50).map { $0 * $0 })
    #expect(running.withLock { $0.most } <= limit)
    #expect(try await Parallel.map([Int](), limit: limit) { _, item in item } == [])
  }

  @Test("The first error cancels the rest, and nothing more is begun")
  func failure() async {
    let begun = Lock(0)
    await #expect(throws: Failure.self) {
      try await Parallel.map(Array(0..<100), limit: 2) { _, item in
        begun.withLock { $0 += 1 }
        if item == 3 { throw Failure() }
      }
    }
    #expect(begun.withLock { $0 } < 100)
  }

  @Test("Whoever takes results may have enough")
  func enough() async throws {
    var (left, seen) = ([1, 2, 3, 4, 5][...], [Int]())
    try await Parallel.run(
      limit: 1,
      next: { left.popFirst() },
      work: { item in item },
      receive: { item, _ in
        seen.append(item)
        return seen.count < 2
      }
    )
    #expect(seen == [1, 2] && left == [3, 4, 5])
  }
}
