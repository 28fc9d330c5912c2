import FalCore
import FalHTTPServer

/// A local fal's addresses as they are to whoever asks: a server in front of it, or one that has fal's own names, is asked under
/// other ones, and must get these back.
struct SeenAddresses: Sendable {
  /// The service that the request's host stands for; its path belongs in front of that of the request.
  let servicePath: String?
  /// The beginnings of addresses here, and what they are outside; none where they are the same.
  private let pairs: [(own: String, seen: String)]

  private enum Field {
    static let forwardedHost = "X-Forwarded-Host"
    static let forwardedScheme = "X-Forwarded-Proto"
  }

  /// - Parameters:
  ///   - request: What was asked.
  ///   - own: The beginning of all addresses here.
  ///   - isBehindProxy: Whether what a server in front says of the request is believed.
  ///   - accepts: Whether this may be asked under a name.
  /// - Throws: `HTTPRequestError` with status 421 for another name.
  init(
    of request: IncomingRequest,
    at own: String,
    isBehindProxy: Bool,
    accepts: (String) -> Bool
  ) throws(HTTPRequestError) {
    let forwarded = isBehindProxy ? request.headers[Field.forwardedHost] : nil
    // A proxy behind a proxy adds its own at the end.
    let authority =
      (forwarded ?? request.headers[HTTPField.host] ?? "").split(separator: ",").first.map(String.init) ?? ""
    guard let address = HTTPAddress("http://\(authority.trimmingBlanks)/"), accepts(authority.trimmingBlanks) else {
      throw HTTPRequestError(421, "this server is not known as \(authority.prefix(100))")
    }
    servicePath = ServiceHosts.path(of: address.host)
    if servicePath != nil {
      // Whoever asks under fal's names speaks TLS with something that has them.
      pairs = ServiceHosts.shown.map { (own + $0.path, "https://\($0.host)") }
    } else {
      let scheme = isBehindProxy && request.headers[Field.forwardedScheme]?.lowercased() == "https" ? "https" : "http"
      let seen = "\(scheme)://\(authority.trimmingBlanks.lowercased())"
      pairs = seen == own ? [] : [(own, seen)]
    }
  }

  /// A reply with addresses as they are outside.
  func shown(_ reply: Reply) -> Reply {
    guard !pairs.isEmpty else { return reply }
    switch reply {
    case .whole(let status, let fields, let body): return .whole(status: status, fields: fields, body: shown(body))
    case .events(let fields, let produce):
      return .events(fields: fields) { send, isClientGone in
        try produce({ try send(mapped($0, from: \.own, to: \.seen)) }, isClientGone)
      }
    case .file, .socket: return reply
    }
  }

  /// An input with addresses as they are here.
  func own(_ input: JSON) -> JSON { pairs.isEmpty ? input : mapped(input, from: \.seen, to: \.own) }

  private func shown(_ body: [UInt8]) -> [UInt8] {
    var body = body
    for (own, seen) in pairs where body.firstRange(of: Array(own.utf8)) != nil {
      let parts = body.split(separator: Array(own.utf8), omittingEmptySubsequences: false)
      body = Array(parts.joined(separator: Array(seen.utf8)))
    }
    return body
  }

  private func mapped(
    _ json: JSON,
    from: KeyPath<(own: String, seen: String), String>,
    to: KeyPath<(own: String, seen: String), String>
  ) -> JSON {
    switch json {
    case .string(let text):
      for pair in pairs where text.hasPrefix(pair[keyPath: from] + "/") {
        return .string(pair[keyPath: to] + text.dropFirst(pair[keyPath: from].count))
      }
      return json
    case .array(let items): return .array(items.map { mapped($0, from: from, to: to) })
    case .object(let object):
      return .object(JSONObject(object.map { ($0.name, mapped($0.value, from: from, to: to)) }))
    case .null, .bool, .number: return json
    }
  }
}

extension String {
  fileprivate var trimmingBlanks: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
