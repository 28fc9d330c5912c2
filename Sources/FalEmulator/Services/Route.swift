import FalCore

/// What the path and method of a request lead to; the method of a request for a WebSocket is `WEBSOCKET`.
///
/// fal has a host for each of its services; a local fal has a path: `/run` for fal.run, `/queue` for queue.fal.run,
/// `/rest` for rest.fal.ai, `/cdn` for v3.fal.media, `/platform` for api.fal.ai and
/// `/site` for fal.ai.
enum Route: Sendable {
  case run(EndpointID)
  case stream(EndpointID)
  case submit(EndpointID)
  case status(String)
  case statusStream(String)
  case result(String)
  case cancel(String)
  /// A connection to a model, by the whole path of its address.
  case realtime(EndpointID)
  /// Runs over a WebSocket, as ws.fal.run has them.
  case socketRuns(EndpointID)
  /// A token for realtime connections; with whole ids in its request, or with names of apps.
  case realtimeToken(isForIDs: Bool)
  /// The public keys of webhooks.
  case webhookKeys
  case storage(StorageRoute)
  case platform(PlatformRoute)
  /// There is something, but not for this method.
  case otherMethods

  /// Stands for the method of a request for a WebSocket.
  static let webSocket = "WEBSOCKET"

  /// `nil` when there is nothing under this path.
  init?(_ method: String, _ path: String) {
    var segments = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst().map(String.init)
    // fal's own SDK ends paths with a slash.
    if segments.count > 1, segments.last == "" { segments.removeLast() }
    guard let service = segments.first else { return nil }
    let rest = segments.dropFirst()
    switch service {
    case "run": self.init(running: rest, method)
    case "queue": self.init(queue: rest, method)
    case "ws":
      guard let endpoint = try? EndpointID(rest.joined(separator: "/")) else { return nil }
      self = method == Self.webSocket ? .socketRuns(endpoint) : .otherMethods
    case "rest" where Array(rest) == ["tokens"]:
      self = method == "POST" ? .realtimeToken(isForIDs: false) : .otherMethods
    case "rest" where Array(rest) == ["tokens", "realtime"]:
      self = method == "POST" ? .realtimeToken(isForIDs: true) : .otherMethods
    case "rest" where Array(rest) == [".well-known", "jwks.json"]:
      self = method == "GET" ? .webhookKeys : .otherMethods
    case "rest", "cdn":
      guard let storage = StorageRoute(service, Array(rest)) else { return nil }
      self = storage.methods.contains(method) ? .storage(storage) : .otherMethods
    case "platform", "site":
      guard let platform = PlatformRoute(Array(rest)) else { return nil }
      self = method == platform.method ? .platform(platform) : .otherMethods
    default: return nil
    }
  }

  /// What it is for; `nil` for what nobody can want.
  var operation: EmulatorOperation? {
    switch self {
    case .run: .run
    case .stream: .stream
    case .submit: .submit
    case .status: .status
    case .statusStream: .statusStream
    case .result: .result
    case .cancel: .cancel
    case .storage(let route): route.operation
    case .platform(let route): route.operation
    case .realtime, .socketRuns: .realtime
    case .realtimeToken: .realtimeToken
    case .webhookKeys: .webhookKeys
    case .otherMethods: nil
    }
  }

  /// Whether it is for those who have the key.
  var needsKey: Bool {
    switch self {
    case .storage(let route): route.needsKey
    case .platform(let route): route.needsKey
    // Either of key and token will do.
    case .realtime: false
    case .webhookKeys: false
    default: true
    }
  }

  /// Whether it has to do with running models, which is refused to locked accounts.
  var isAboutRunning: Bool {
    switch self {
    case .storage, .platform, .webhookKeys, .otherMethods: false
    default: true
    }
  }

  private init?(running segments: ArraySlice<String>, _ method: String) {
    let isStream = segments.last == "stream" && segments.count > 2
    // The id's own path may end with it as well; then both forms mean the same model.
    let id = (isStream ? segments.dropLast() : segments).joined(separator: "/")
    guard let endpoint = try? EndpointID(id) else { return nil }
    if method == Self.webSocket, let whole = try? EndpointID(segments.joined(separator: "/")) {
      self = .realtime(whole)
      return
    }
    self = method != "POST" ? .otherMethods : isStream ? .stream(endpoint) : .run(endpoint)
  }

  private init?(queue segments: ArraySlice<String>, _ method: String) {
    guard let position = segments.lastIndex(of: "requests"), segments.count > position - segments.startIndex + 1 else {
      guard let endpoint = try? EndpointID(segments.joined(separator: "/")) else { return nil }
      self = method == "POST" ? .submit(endpoint) : .otherMethods
      return
    }
    guard let endpoint = try? EndpointID(segments[..<position].joined(separator: "/")) else { return nil }
    let request = segments[position + 1]
    let route: (method: String, Route)
    switch Array(segments[(position + 2)...]) {
    case [], ["response"]: route = ("GET", .result(request))
    case ["status"]: route = ("GET", .status(request))
    case ["status", "stream"]: route = ("GET", .statusStream(request))
    case ["cancel"]: route = ("PUT", .cancel(request))
    default: return nil
    }
    // Requests live under the base of the id: the whole id is a path that takes submissions only.
    self = method == route.method && endpoint.path == nil ? route.1 : .otherMethods
  }
}
