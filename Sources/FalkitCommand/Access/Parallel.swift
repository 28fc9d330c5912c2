/// Work on several things at a time.
enum Parallel {
  /// Does the same with all items, so many at a time, and gives what comes of it in their order.
  ///
  /// - Throws: The first error; the rest is cancelled then.
  static func map<Item: Sendable, Result: Sendable>(
    _ items: [Item],
    jobs: Int,
    _ work: @escaping @Sendable (Int, Item) async throws -> Result
  ) async throws -> [Result] {
    var results = [Result?](repeating: nil, count: items.count)
    var waiting = items.enumerated().makeIterator()
    try await withThrowingTaskGroup(of: (Int, Result).self) { group in
      func startNext() {
        guard let (index, item) = waiting.next() else { return }
        group.addTask { (index, try await work(index, item)) }
      }
      for _ in 0..<jobs { startNext() }
      while let (index, result) = try await group.next() {
        results[index] = result
        startNext()
      }
    }
    return results.compactMap(\.self)
  }
}
