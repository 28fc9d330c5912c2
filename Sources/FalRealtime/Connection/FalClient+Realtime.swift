public import FalCore

extension FalClient {
  /// Opens a connection to a model over which inputs and results go back and forth.
  ///
  /// - Parameters:
  ///   - endpoint: The model; without `/realtime` at its end, that is added.
  ///   - options: How the connection behaves.
  /// - Returns: The connection, which is open.
  /// - Throws: `FalError`, `CancellationError`, and what a token provider throws.
  public func connect<Endpoint: FalEndpoint>(
    to endpoint: Endpoint.Type,
    options: RealtimeOptions = RealtimeOptions()
  ) async throws -> RealtimeConnection<Endpoint.Input, Endpoint.Output> {
    try await RealtimeConnection(self, Endpoint.id, options)
  }

  /// Opens a connection to a model over which inputs and results go back and forth.
  ///
  /// ```swift
  /// let connection = try await fal.connect(to: "my-team/my-app")
  /// try await connection.send(["prompt": "a cat"])
  /// for try await result in connection.results { print(result.output) }
  /// ```
  ///
  /// - Returns: The connection, which is open.
  /// - Throws: `FalError`, `CancellationError`, and what a token provider throws.
  public func connect(
    to endpoint: EndpointID,
    options: RealtimeOptions = RealtimeOptions()
  ) async throws -> RealtimeConnection<InputValue, JSON> {
    try await RealtimeConnection(self, endpoint, options)
  }
}
