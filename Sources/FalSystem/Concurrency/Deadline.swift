/// Work took longer than it was given.
package struct DeadlineExceeded: Error {}

/// Work that may take only so long.
package enum Deadline {
  /// Does some work, and cancels it when the time is over.
  ///
  /// - Throws: What the work throws, or `DeadlineExceeded`.
  package static func run<Result: Sendable>(
    _ limit: Duration?,
    _ work: @escaping @Sendable () async throws -> Result
  ) async throws -> Result {
    guard let limit else { return try await work() }
    return try await withThrowingTaskGroup(of: Result?.self) { group in
      group.addTask { try await work() }
      group.addTask {
        try await Task.sleep(for: limit.bounded)
        return nil
      }
      defer { group.cancelAll() }
      guard let first = try await group.next(), let result = first else { throw DeadlineExceeded() }
      return result
    }
  }
}

extension Duration {
  /// Longer than anything takes, and short enough for clocks to count with: 68 years.
  private static let longest = Duration.seconds(1 << 31)

  /// The duration, or the longest one that clocks can count with.
  package var bounded: Duration { max(.zero - Self.longest, min(self, Self.longest)) }
}
