import FalCore

/// Where the requests go that clients send to a proxy of theirs: a local fal is one, for itself.
enum ProxiedTarget {
  private static let services: [String: String] = [
    "fal.run": "/run", "queue.fal.run": "/queue", "rest.fal.ai": "/rest", "rest.alpha.fal.ai": "/rest",
    "v3.fal.media": "/cdn", "v3b.fal.media": "/cdn", "api.fal.ai": "/platform",
  ]

  /// The path and query here of one of fal's addresses, or of one of a local fal's own; `nil` for all others.
  static func path(of url: String, at own: String) -> String? {
    guard let address = HTTPAddress(url), let target = HTTPAddress.target(of: url), target.hasPrefix("/") else {
      return nil
    }
    if address == HTTPAddress(own) { return target }
    guard address.scheme == "https", address.port == 443 else { return nil }
    return services[address.host].map { $0 + target }
  }
}
