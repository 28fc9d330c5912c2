import FalCore

/// The platform's transport, as tests use it.
enum TestTransport {
  /// A transport of its own, so that tests do not share connections.
  static func make() -> any HTTPTransport {
    #if canImport(Darwin)
      URLSessionTransport()
    #else
      CurlTransport()
    #endif
  }

  /// What a call throws as a transport's error.
  static func failure(_ work: () async throws -> Void) async -> TransportError? {
    do {
      try await work()
      return nil
    } catch {
      return error as? TransportError
    }
  }
}
