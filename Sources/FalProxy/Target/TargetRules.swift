import FalCore

/// Which addresses may be asked: the endpoints that are allowed, their requests, and what uploads need.
struct TargetRules: Sendable {
  /// One of fal's services.
  private struct Service: Sendable {
    enum Kind: Sendable {
      case run
      case queue
      case rest
      case files
    }

    let kind: Kind
    /// Scheme, host, port and path, without a slash at the end.
    let base: String
    let server: HTTPAddress
    /// The path alone.
    let path: String

    init(_ kind: Kind, _ base: String) throws(FalError) {
      guard !base.contains(where: { "?#@".contains($0) }), let server = HTTPAddress(base), server.isProtected else {
        throw FalError(
          .invalidConfiguration,
          "'\(base)' must be an address with https, or with http on this machine, and nothing after its path"
        )
      }
      self.kind = kind
      self.server = server
      self.base = base.hasSuffix("/") ? String(base.dropLast()) : base
      path = HTTPAddress.target(of: self.base) ?? ""
    }
  }

  let endpoints: AllowedEndpoints
  private let services: [Service]
  private let allowsUploads: Bool
  private let allowsStorageTokens: Bool
  private let allowsRealtime: Bool
  private let submitParameters: Set<String>

  /// - Throws: `FalError` of kind `invalidConfiguration` when an address or a pattern cannot be one.
  init(_ configuration: FalProxyConfiguration) throws(FalError) {
    endpoints = try AllowedEndpoints(configuration.allowedEndpoints)
    let hosts = configuration.hosts
    var services = [
      try Service(.run, hosts.run), try Service(.queue, hosts.queue), try Service(.rest, hosts.rest),
    ]
    for server in hosts.fileServers { services.append(try Service(.files, server)) }
    self.services = services
    allowsUploads = configuration.allowsUploads
    allowsStorageTokens = configuration.allowsStorageTokens
    allowsRealtime = configuration.allowsRealtime
    submitParameters = Set([TargetQuery.queueLength] + (configuration.allowsWebhooks ? [TargetQuery.webhook] : []))
  }

  /// What a request may have asked of fal.
  func target(_ method: String, _ text: String) throws(ProxyRefusal) -> ProxyTarget {
    guard let address = TargetAddress(text) else { throw .invalid("the target is not an address that can be asked") }
    var refusal = ProxyRefusal.invalid("the target is not allowed")
    // Services may share a server, and in tests even a path.
    for service in services where service.server == address.server {
      do throws(ProxyRefusal) {
        if let target = try target(method, address, service) { return target }
      } catch {
        refusal = error
      }
    }
    throw refusal
  }

  private func target(
    _ method: String,
    _ address: TargetAddress,
    _ service: Service
  ) throws(ProxyRefusal) -> ProxyTarget? {
    guard let segments = address.segments(below: service.path, allowsEscapes: service.kind == .files) else {
      return nil
    }
    switch service.kind {
    case .run:
      let called = try endpoint(segments, method) { endpoints.allow($0) || endpoints.allowStream($0) }
      let query = try TargetQuery.checked(address.query, known: [])
      return called.map { ProxyTarget(url: "\(service.base)/\($0)\(query)", body: .call, isLong: true) }
    case .queue:
      if let target = try requestTarget(method, segments, address.query, service) { return target }
      guard let submitted = try endpoint(segments, method, where: endpoints.allow) else { return nil }
      let query = try TargetQuery.checked(address.query, known: submitParameters)
      return ProxyTarget(url: "\(service.base)/\(submitted)\(query)", body: .call)
    case .rest: return try restTarget(method, segments, address.query, service)
    case .files: return try fileTarget(method, segments, address, service)
    }
  }

  // MARK: - Models

  private func endpoint(
    _ segments: [Substring],
    _ method: String,
    where isAllowed: (EndpointID) -> Bool
  ) throws(ProxyRefusal) -> EndpointID? {
    let text = segments.joined(separator: "/")
    guard segments.count > 1, let endpoint = try? EndpointID(text) else { return nil }
    // What is under this word is about requests, whatever a pattern says.
    guard endpoint.path?.split(separator: "/").contains("requests") != true else { return nil }
    guard isAllowed(endpoint) else { throw .invalid("the endpoint \(endpoint) is not allowed") }
    guard method == "POST" else { throw .wrongMethod }
    return endpoint
  }

  private func requestTarget(
    _ method: String,
    _ segments: [Substring],
    _ query: Substring?,
    _ service: Service
  ) throws(ProxyRefusal) -> ProxyTarget? {
    guard let endpoint = try? EndpointID(segments.joined(separator: "/")) else { return nil }
    let baseLength = endpoint.namespace == nil ? 2 : 3
    let rest = segments.dropFirst(baseLength)
    guard rest.count > 1, rest.first == "requests" else { return nil }
    let (neededMethod, isLong): (String, Bool)
    switch Array(rest.dropFirst(2)) {
    case [], ["status"], ["response"]: (neededMethod, isLong) = ("GET", false)
    case ["status", "stream"]: (neededMethod, isLong) = ("GET", true)
    case ["cancel"]: (neededMethod, isLong) = ("PUT", false)
    default: return nil
    }
    guard endpoints.allowRequests(of: endpoint.base) else {
      throw .invalid("requests of \(endpoint.base) are not allowed")
    }
    guard method == neededMethod else { throw .wrongMethod }
    let parameters = try TargetQuery.checked(query, known: [TargetQuery.logs])
    let url = "\(service.base)/\(segments.joined(separator: "/"))\(parameters)"
    return ProxyTarget(url: url, body: .none, isLong: isLong)
  }

  // MARK: - Files and tokens

  private func restTarget(
    _ method: String,
    _ segments: [Substring],
    _ query: Substring?,
    _ service: Service
  ) throws(ProxyRefusal) -> ProxyTarget? {
    let (isAllowed, body, parameters): (Bool, ProxyTarget.Body, Set<String>)
    // fal wants a slash at the end of this one.
    var path = segments.joined(separator: "/")
    switch path {
    case "storage/upload/initiate", "storage/upload/initiate-multipart", "storage/upload/complete-multipart":
      (isAllowed, body, parameters) = (allowsUploads, .call, [TargetQuery.storage])
    case "storage/auth/token":
      (isAllowed, body, parameters) = (allowsUploads && allowsStorageTokens, .call, [TargetQuery.storage])
    case "tokens":
      (isAllowed, body, parameters) = (allowsRealtime, .token(.app), [])
      path += "/"
    case "tokens/realtime": (isAllowed, body, parameters) = (allowsRealtime, .token(.realtime), [])
    default: return nil
    }
    guard isAllowed else { throw .invalid("/\(path) is not allowed") }
    guard method == "POST" else { throw .wrongMethod }
    let checked = try TargetQuery.checked(query, known: parameters)
    guard !path.hasSuffix("auth/token") || checked == "?storage_type=fal-cdn-v3" else {
      throw .invalid("only tokens for fal-cdn-v3 are handed out")
    }
    return ProxyTarget(url: "\(service.base)/\(path)\(checked)", body: body)
  }

  /// An address that was signed for one upload, which is all that it takes; the signature is in its parameters.
  private func fileTarget(
    _ method: String,
    _ segments: [Substring],
    _ address: TargetAddress,
    _ service: Service
  ) throws(ProxyRefusal) -> ProxyTarget? {
    guard let query = address.query, !query.isEmpty else { return nil }
    guard allowsUploads else { throw .invalid("uploads are not allowed") }
    let isEnd = method == "POST" && segments.count > 1 && segments.last == "complete"
    guard method == "PUT" || isEnd else { throw .wrongMethod }
    let url = "\(service.base)/\(segments.joined(separator: "/"))?\(query)"
    return ProxyTarget(url: url, body: isEnd ? .call : .file, hasKey: false)
  }
}
