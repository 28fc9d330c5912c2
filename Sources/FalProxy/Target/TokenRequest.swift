import FalCore

/// A request for a token with which a client connects to models by itself.
enum TokenRequest {
  /// Which of fal's tokens.
  enum Kind: Sendable {
    /// For apps, by their aliases.
    case app
    /// For endpoints, by their ids.
    case realtime
  }

  /// The most bytes that one may have.
  static let largest = 64 << 10
  /// How long a token may live, in seconds.
  private static let longestLife = 600
  /// How long it lives when nothing else is said.
  private static let usualLife = 120
  private static let mostApps = 100

  /// What is sent on: the values that were checked, and nothing else.
  static func checked(_ bytes: [UInt8], _ kind: Kind, _ endpoints: AllowedEndpoints) throws(ProxyRefusal) -> [UInt8] {
    guard let json = try? JSON(parsing: bytes), let apps = json["allowed_apps"].array else {
      throw .invalid("the body must name the apps of the token in 'allowed_apps'")
    }
    let names = apps.compactMap(\.string)
    guard !names.isEmpty, names.count == apps.count, names.count <= mostApps else {
      throw .invalid("'allowed_apps' must hold 1 to \(mostApps) names")
    }
    guard names.allSatisfy({ isAllowed($0, kind, endpoints) }) else {
      throw .invalid("a token for one of these apps is not allowed")
    }
    let member =
      switch kind {
      case .app: "token_expiration"
      case .realtime: "duration"
      }
    let stated = json[member]
    guard let life = stated == .null ? usualLife : stated.int, (1...longestLife).contains(life) else {
      throw .invalid("'\(member)' must be 1 to \(longestLife) seconds")
    }
    let checked: JSON = ["allowed_apps": .array(names.map(JSON.string)), member: .number(JSONNumber(life))]
    return checked.utf8()
  }

  private static func isAllowed(_ name: String, _ kind: Kind, _ endpoints: AllowedEndpoints) -> Bool {
    switch kind {
    case .app: return endpoints.allowAlias(name)
    case .realtime:
      guard name.utf8.allSatisfy({ $0.isPlainInAddress || $0 == UInt8(ascii: "/") }),
        let endpoint = try? EndpointID(name), endpoint.description == name
      else { return false }
      return endpoints.allow(endpoint)
    }
  }
}
