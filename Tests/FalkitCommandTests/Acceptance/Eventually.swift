import Testing

/// Waits until something is so.
///
/// - Throws: `NeverHappened` after a time in which it would have become so on the slowest machine.
func eventually(_ what: String, _ condition: () async throws -> Bool) async throws {
  let end = ContinuousClock.now + .seconds(120)
  while try await !condition() {
    guard ContinuousClock.now < end else { throw NeverHappened(what: what) }
    try await Task.sleep(for: .milliseconds(5))
  }
}

struct NeverHappened: Error {
  let what: String
}
