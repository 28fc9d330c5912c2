import FalCore
import FalSystem

/// Opens the connections of one realtime session, with a token that is good.
struct RealtimeConnector: Sendable {
  let client: FalClient
  let endpoint: EndpointID
  let options: RealtimeOptions

  /// What a token belongs to.
  private struct Owner: Hashable, Sendable {
    let hosts: FalHosts
    let credentials: FalCredentials?
    let routing: FalRouting
    let app: String
    let lifetime: Duration
  }

  /// The tokens of all clients in the program.
  private static let shared = FreshValues<Owner, RealtimeToken> { $0.isFresh }
  /// Those that a closure gets, which belong to one session.
  private let own = FreshValues<String, RealtimeToken> { $0.isFresh }
  private let lastToken = Lock<RealtimeToken?>(nil)

  init(_ client: FalClient, _ endpoint: EndpointID, _ options: RealtimeOptions) throws(FalError) {
    self.client = client
    self.endpoint = endpoint
    self.options = options
    func invalid(_ message: String) -> FalError { FalError(.invalidConfiguration, message, endpoint: endpoint) }
    if client.configuration.isGateway {
      throw FalError(.unsupported, "a gateway serves the queue only, and no realtime connections", endpoint: endpoint)
    }
    if let buffering = options.maxBuffering, !(1...60).contains(buffering) {
      throw invalid("the number of inputs that may wait is \(buffering), and must be 1 to 60")
    }
    if let path = options.path, path.utf8.contains(where: { $0 <= 0x20 || $0 >= 0x7F || "?#%\\".utf8.contains($0) }) {
      throw invalid("the path '\(path)' cannot stand in an address")
    }
    switch options.authorization.way {
    case .token(let lifetime) where !(.seconds(10) ... .seconds(600) ~= lifetime):
      throw invalid("a token may be good for 10 to 600 seconds")
    case .key where client.configuration.isProxy || client.configuration.credentials == nil:
      throw invalid("there is no key to connect with; use a token")
    case .token where client.configuration.credentials == nil && !client.configuration.isProxy && !isLocal(client):
      throw FalError(.unauthorized, "there is no key, and no proxy, to get a token with", endpoint: endpoint)
    default: break
    }
  }

  /// Opens a connection; again where that is right.
  ///
  /// - Throws: `FalError`, `CancellationError`, and what a token provider throws.
  func open() async throws -> any WebSocketChannel {
    var attempt = 1
    var hasRenewed = false
    while true {
      do {
        return try await WebSocketChannels.open(try await request(), like: client.configuration.transport)
      } catch let refusal as WebSocketRefusal {
        let isAuthorization = [401, 403].contains(refusal.status)
        if isAuthorization, !hasRenewed, forgetToken() {
          hasRenewed = true
          continue
        }
        let kind: FalError.Kind =
          switch refusal.status {
          case 401: .unauthorized
          case 403: .forbidden
          case 404: .notFound
          case 429: .rateLimited
          case 500...: .server
          default: .invalidResponse
          }
        let message = refusal.status == 404 ? "the model takes no realtime connections" : refusal.message
        let error = FalError(kind, message, endpoint: endpoint, status: refusal.status)
        guard refusal.status >= 500 || refusal.status == 429, await waits(before: &attempt) else { throw error }
      } catch let error as TransportError {
        var failure = FalError(error)
        failure.endpoint = endpoint
        guard failure.isRetryable, await waits(before: &attempt) else { throw failure }
      }
      try Task.checkCancellation()
    }
  }

  /// Drops the token that was used last, which was not accepted; `false` when there was none to drop.
  @discardableResult
  func forgetToken() -> Bool {
    let last = lastToken.withLock { last in
      defer { last = nil }
      return last
    }
    guard let last else { return false }
    switch options.authorization.way {
    case .token(let lifetime): Self.shared.forget(owner(lifetime)) { $0.value == last.value }
    case .provider: own.forget("") { $0.value == last.value }
    case .key: return false
    }
    return true
  }

  private func waits(before attempt: inout Int) async -> Bool {
    let retries = options.reconnection.retries
    guard options.reconnection.moment != .never, attempt < retries.attempts else { return false }
    let wait = retries.wait(before: attempt)
    attempt += 1
    return (try? await Task.sleep(for: wait)) != nil
  }

  // MARK: - The request

  private func request() async throws -> WebSocketRequest {
    var fields: HTTPFields = [HTTPField.userAgent: FalVersion.userAgent]
    var query: [(name: String, value: String)] = []
    switch options.authorization.way {
    case .token(let lifetime):
      let owner = owner(lifetime)
      query.append(("fal_jwt_token", try await used(Self.shared.value(for: owner) { try await fetch(lifetime) })))
    case .provider(let provider):
      let app = try app()
      query.append(("fal_jwt_token", try await used(own.value(for: "") { try await provider(app) })))
    case .key:
      if let key = client.configuration.credentials?.key { fields.append(HTTPField.authorization, "Key \(key)") }
    }
    if let buffering = options.maxBuffering { query.append(("max_buffering", "\(buffering)")) }
    let url = client.url(address, query)
    return WebSocketRequest(
      url: url.hasPrefix("ws") ? "http" + url.dropFirst(2) : url,
      fields: fields,
      timeout: options.openingTime,
      pingInterval: options.pingInterval,
      longestMessage: options.longestMessage
    )
  }

  private var address: String { client.hosts.realtimeURL(of: endpoint, path: options.path ?? "realtime") }

  /// The endpoint with its path, as it stands in the address.
  private func app() throws -> EndpointID {
    let path = options.path ?? "realtime"
    let isWhole = path.isEmpty || endpoint.description.hasSuffix("/\(path)")
    return isWhole ? endpoint : try EndpointID("\(endpoint)/\(path)")
  }

  private func used(_ token: RealtimeToken) -> String {
    lastToken.withLock { $0 = token }
    return token.value
  }

  private func owner(_ lifetime: Duration) -> Owner {
    Owner(
      hosts: client.hosts,
      credentials: client.configuration.credentials,
      routing: client.configuration.routing,
      app: endpoint.alias,
      lifetime: lifetime
    )
  }

  func fetch(_ lifetime: Duration) async throws -> RealtimeToken {
    let seconds = Int(lifetime / .seconds(1))
    let body: JSON = [
      "allowed_apps": [.string(endpoint.alias)], "token_expiration": .number(JSONNumber(seconds)),
    ]
    let call = FalCall(
      .realtimeToken,
      "POST",
      "\(client.hosts.rest)/tokens/",
      authorization: .key,
      fields: [HTTPField.contentType: "application/json"],
      body: .bytes(body.utf8()),
      timeouts: client.callTimeouts
    )
    let json = try await client.answer(to: call).json ?? .null
    guard let text = json.string ?? json["token"].string ?? json["detail"].string, !text.isEmpty else {
      // Its text is not shown: there may be a token in it all the same.
      throw FalError(.invalidResponse, "the answer holds no token for realtime connections", endpoint: endpoint)
    }
    return RealtimeToken(text, lifetime: .seconds(seconds))
  }

  private func isLocal(_ client: FalClient) -> Bool { HTTPAddress(client.hosts.rest)?.isLoopback == true }
}
