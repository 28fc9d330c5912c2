import FalCore
import FalSystem

/// The tokens for realtime connections that were handed out.
final class EmulatedTokens: Sendable {
  private struct Grant: Sendable {
    let apps: [String]
    let end: ContinuousClock.Instant
  }

  private let grants = Lock(KeptEntries<String, Grant>(limit: 10_000))

  private static let lifetimes = 1...3600

  /// Answers a request for a token, in which apps are named by whole ids with their paths, or by their names alone.
  func answer(_ body: JSON?, isForIDs: Bool) -> Reply {
    let apps = (body?["allowed_apps"].array ?? []).compactMap(\.string)
    let seconds = body?[isForIDs ? "duration" : "token_expiration"].int ?? 120
    guard !apps.isEmpty, apps.count == body?["allowed_apps"].array?.count, Self.lifetimes.contains(seconds) else {
      return .json(
        422,
        ["detail": [["loc": ["body", "allowed_apps"], "msg": "Input should be a valid list", "type": "list_type"]]]
      )
    }
    let token = "\(RequestID.new()).\(RequestID.new())"
    // Apps are known by their names, whatever stands around them.
    let names = isForIDs ? apps.compactMap { try? EndpointID($0).alias } : apps
    grants.withLock { $0[token] = Grant(apps: names, end: .now + .seconds(seconds)) }
    return .json(200, isForIDs ? ["token": .string(token)] : .string(token))
  }

  /// Whether a token opens a connection to an app.
  func isGood(_ token: String, for endpoint: EndpointID) -> Bool {
    guard let grant = grants.withLock({ $0[token] }) else { return false }
    return grant.end > .now && grant.apps.contains(endpoint.alias)
  }

  /// Makes all tokens invalid.
  func revoke() { grants.withLock { $0.removeAll() } }
}
