extension FalConfiguration {
  /// Every address that requests, and with them the key, may go to.
  var addresses: [String] {
    switch routing {
    case .direct: [hosts.run, hosts.queue, hosts.rest, hosts.platform]
    case .gateway(let url, _): [url]
    case .proxy(let url): [url]
    }
  }

  /// The hosts, as the routing changes them.
  var effectiveHosts: FalHosts {
    guard case .gateway(let url, _) = routing else { return hosts }
    var hosts = hosts
    hosts.queue = url.hasSuffix("/") ? String(url.dropLast()) : url
    return hosts
  }

  var authorizationScheme: String {
    if case .gateway(_, let scheme) = routing { scheme } else { "Key" }
  }

  package var isGateway: Bool {
    if case .gateway = routing { true } else { false }
  }

  package var isProxy: Bool {
    if case .proxy = routing { true } else { false }
  }
}
