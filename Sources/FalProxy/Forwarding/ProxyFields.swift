import FalCore

/// Which header fields go from a client to fal, and back.
enum ProxyFields {
  /// Which proxy asks.
  private static let proxy = "x-fal-client-proxy"

  // MARK: - To fal

  /// The fields of a request to fal, without the key.
  ///
  /// Only known ones are sent on, among them all of fal's own that cannot hold a key. Those that frame a body are the
  /// transport's, whatever the client sent.
  static func forwarded(_ fields: HTTPFields, to target: ProxyTarget) -> HTTPFields {
    let ofConnection = namesOfConnection(fields)
    var forwarded = HTTPFields()
    for (name, value) in fields {
      let lowercased = name.lowercased()
      guard isForwarded(lowercased, target), !ofConnection.contains(lowercased) else { continue }
      if lowercased.hasPrefix("x-fal-") { forwarded.append(name, value) } else { forwarded[name] = value }
    }
    forwarded[HTTPField.userAgent] = "falkit/\(FalVersion.current)"
    // So that lengths and tags stay right, and events come as they are written.
    forwarded[HTTPField.acceptEncoding] = "identity"
    if case .token = target.body { forwarded[HTTPField.contentType] = "application/json" }
    if target.hasKey { forwarded[proxy] = "falkit" }
    return forwarded
  }

  private static func isForwarded(_ name: String, _ target: ProxyTarget) -> Bool {
    switch name {
    case "accept": return true
    case "content-type":
      if case .none = target.body { return false }
      return true
    case "idempotency-key", "x-app-fal-disable-fallback": return target.hasKey
    case proxy, ProxyRefusal.sentField, FalField.targetURL: return false
    default:
      // Of what fal may understand one day, nothing that says who asks, or where results go.
      let words = ["auth", "cookie", "credential", "key", "secret", "token", "webhook"]
      return target.hasKey && name.hasPrefix("x-fal-") && !words.contains { name.contains($0) }
    }
  }

  /// Whether all values can be sent without becoming something else.
  static func areSafe(_ fields: HTTPFields) -> Bool {
    fields.allSatisfy { $0.value.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 } }
  }

  // MARK: - To the client

  /// The fields of fal's answer, without the key.
  static func answered(_ fields: HTTPFields, _ mask: KeyMask) -> HTTPFields {
    let ofConnection = namesOfConnection(fields)
    let isLengthRight =
      fields[HTTPField.contentEncoding] == nil && fields[HTTPField.transferEncoding] == nil
      && fields.values(of: HTTPField.contentLength).count == 1
    var answered = HTTPFields()
    for (name, value) in fields {
      let lowercased = name.lowercased()
      guard isAnswered(lowercased), !ofConnection.contains(lowercased), mask.covering(name) == name else { continue }
      if lowercased == "content-length", !isLengthRight { continue }
      answered.append(name, mask.covering(value))
    }
    return answered
  }

  private static func isAnswered(_ name: String) -> Bool {
    switch name {
    // About the connection to fal, not the one to the client.
    case "connection", "keep-alive", "te", "trailer", "transfer-encoding", "upgrade": false
    // Transports decode.
    case "content-encoding": false
    // About fal's servers: from the proxy's they would speak of the proxy.
    case "alt-svc", "clear-site-data", "date", "nel", "report-to", "server", "set-cookie", "set-cookie2",
      "strict-transport-security":
      false
    // Which pages may read answers is for the proxy's server to say.
    case _ where name.hasPrefix("access-control-"): false
    case ProxyRefusal.sentField: false
    default: !name.hasPrefix("proxy-")
    }
  }

  /// The fields that are about the connection because a `Connection` field names them (RFC 9110, 7.6.1).
  private static func namesOfConnection(_ fields: HTTPFields) -> Set<String> {
    let names = fields.values(of: HTTPField.connection).flatMap { $0.split(separator: ",") }
    return Set(names.map { $0.filter { $0 != " " && $0 != "\t" }.lowercased() })
  }
}
