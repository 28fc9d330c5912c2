extension FalClient {
  /// Makes a call of another module, again where that is right, and reads the whole answer.
  ///
  /// - Throws: `FalError`, `CancellationError`.
  package func answer(to call: FalCall) async throws -> FalResponse {
    try await sender.answer(to: call)
  }

  /// Makes a call of another module, again where that is right, and gives what a closure makes of the answer.
  ///
  /// - Throws: `FalError`, `CancellationError`, and what the closure throws.
  package func response<Value: Sendable>(
    to call: FalCall,
    read: @Sendable (HTTPResponse) async throws -> Value
  ) async throws -> Value {
    try await sender.repeating(call, read: read)
  }

  /// Makes a call of another module, which may be another in each attempt, and gives what a closure makes of the answer.
  ///
  /// - Throws: `FalError`, `CancellationError`, and what the closures throw.
  package func response<Value: Sendable>(
    toEach nextCall: @Sendable () throws -> FalCall,
    read: @Sendable (HTTPResponse) async throws -> Value
  ) async throws -> Value {
    try await sender.repeating(each: nextCall, read: read)
  }

  /// The timeouts of calls whose bytes take as long as they take, as long as some go through.
  package var transferTimeouts: HTTPTimeouts {
    HTTPTimeouts(connect: callTimeouts.connect, idle: configuration.callTimeout)
  }
}
