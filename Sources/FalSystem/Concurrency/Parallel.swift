/// Work on several things at a time.
package enum Parallel {
  /// Does the same with many items, so many at a time, and hands over what comes of each as soon as it is there.
  ///
  /// - Parameters:
  ///   - limit: How many are worked on at the same time, at least 1.
  ///   - next: Gives the next item, when there is room for it; `nil` when no more are to be begun.
  ///   - work: What is done with each.
  ///   - receive: Takes what comes of an item, one after the other; `false` cancels what is still worked on, and ends this.
  /// - Throws: The first error; the rest is cancelled then.
  package static func run<Item: Sendable, Result: Sendable>(
    limit: Int,
    next: () throws -> Item?,
    work: @escaping @Sendable (Item) async throws -> Result,
    receive: (Item, Result) async throws -> Bool
  ) async throws {
    try await withThrowingTaskGroup(of: (Item, Result).self) { group in
      func startNext() throws {
        guard let item = try next() else { return }
        group.addTask { (item, try await work(item)) }
      }
      for _ in 0..<max(limit, 1) { try startNext() }
      while let (item, result) = try await group.next() {
        guard try await receive(item, result) else { return group.cancelAll() }
        try startNext()
      }
    }
  }

  /// Does the same with all items, so many at a time, and gives what comes of it in their order.
  ///
  /// - Throws: The first error; the rest is cancelled then.
  package static func map<Item: Sendable, Result: Sendable>(
    _ items: [Item],
    limit: Int,
    _ work: @escaping @Sendable (Int, Item) async throws -> Result
  ) async throws -> [Result] {
    var results = [Result?](repeating: nil, count: items.count)
    var waiting = items.enumerated().makeIterator()
    try await run(
      limit: limit,
      next: { waiting.next() },
      work: { item in try await work(item.offset, item.element) },
      receive: { item, result in
        results[item.offset] = result
        return true
      }
    )
    return results.compactMap(\.self)
  }
}
