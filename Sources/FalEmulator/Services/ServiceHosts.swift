import FalCore

/// fal's own hosts, and the paths under which a local fal has their services.
enum ServiceHosts {
  /// Every name that clients use.
  private static let paths: [String: String] = [
    "fal.run": "/run", "queue.fal.run": "/queue", "ws.fal.run": "/ws", "rest.fal.ai": "/rest",
    "rest.alpha.fal.ai": "/rest", "v3.fal.media": "/cdn", "v3b.fal.media": "/cdn", "v2.fal.media": "/cdn",
    "fal.media": "/cdn", "api.fal.ai": "/platform", "fal.ai": "/site",
  ]

  static var names: Set<String> { Set(paths.keys) }

  /// The name that answers use for each service.
  static let shown: [(path: String, host: String)] = [
    ("/run", "fal.run"), ("/queue", "queue.fal.run"), ("/rest", "rest.fal.ai"), ("/cdn", "v3.fal.media"),
    ("/platform", "api.fal.ai"), ("/site", "fal.ai"),
  ]

  /// The path here of a service of fal's; `nil` for a name that is none of fal's.
  static func path(of host: String) -> String? { paths[host] }

  /// The path and query here of an address that a client has sent to a proxy: one of fal's, or of a local fal's own; `nil` for
  /// all others.
  static func path(ofTarget url: String, at own: String) -> String? {
    guard let address = HTTPAddress(url), let target = HTTPAddress.target(of: url), target.hasPrefix("/") else {
      return nil
    }
    if address == HTTPAddress(own) { return target }
    guard address.scheme == "https", address.port == 443 else { return nil }
    return path(of: address.host).map { $0 + target }
  }
}
