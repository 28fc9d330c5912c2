extension FalConfiguration {
  /// Every address that requests, and with them the key, may go to.
  var addresses: [String] {
    switch routing.way {
    case .direct: [hosts.run, hosts.queue, hosts.rest, hosts.platform]
    case .gateway(let url, _): [url]
    case .proxy(let url): [url]
    }
  }

  /// The hosts, as the routing changes them.
  var effectiveHosts: FalHosts {
    guard case .gateway(let url, _) = routing.way else { return hosts }
    var hosts = hosts
    hosts.queue = url.hasSuffix("/") ? String(url.dropLast()) : url
    return hosts
  }

  var authorizationScheme: String {
    if case .gateway(_, let scheme) = routing.way { scheme } else { "Key" }
  }

  package var isGateway: Bool {
    if case .gateway = routing.way { true } else { false }
  }

  package var isProxy: Bool {
    if case .proxy = routing.way { true } else { false }
  }
}
