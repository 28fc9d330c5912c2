import FalCore

/// The endpoints that may be called.
struct AllowedEndpoints: Sendable {
  private let patterns: [EndpointPattern]

  /// - Throws: `FalError` of kind `invalidConfiguration` when there is none, or one that cannot be.
  init(_ texts: [String]) throws(FalError) {
    guard !texts.isEmpty else {
      throw FalError(.invalidConfiguration, "no endpoint is allowed, so that the proxy would answer nobody")
    }
    patterns = try texts.map { text throws(FalError) in try EndpointPattern(text) }
  }

  /// Whether an endpoint may be called.
  func allow(_ endpoint: EndpointID) -> Bool { patterns.contains { $0.matches(endpoint) } }

  /// Whether it is the stream of an endpoint that may be called.
  func allowStream(_ endpoint: EndpointID) -> Bool {
    let text = endpoint.description
    guard text.hasSuffix("/stream"), let streamed = try? EndpointID(String(text.dropLast("/stream".count))) else {
      return false
    }
    return allow(streamed)
  }

  /// Whether there can be requests under a base whose endpoint may be called.
  func allowRequests(of base: String) -> Bool { patterns.contains { $0.matchesSomething(under: base) } }

  /// Whether an alias, which stands for all endpoints of an app, is that of one that may be called.
  func allowAlias(_ alias: String) -> Bool { patterns.contains { $0.alias.map(String.init) == alias } }
}
