package import FalCore

/// What a call throws as an error of fal.
package func falError(_ work: () async throws -> Void) async -> FalError? {
  do {
    try await work()
    return nil
  } catch {
    return error as? FalError
  }
}
