// Importing the module alone is enough to use it.
@_exported public import FalCore

/// The server side of fal's proxy protocol, without a server: a request in, an answer out.
///
/// Apps that must not contain the key send their requests to a server of their developer's, and name fal's address in
/// the field `x-fal-target-url`: falkit's client does with ``FalRouting/proxy(url:)``, and so does fal's JavaScript
/// client. This checks who asks and for what, adds the key, sends the request on, and gives fal's answer back as it
/// comes. It fits into any server that can turn its requests into values.
///
/// ```swift
/// /// What a server does with a request whose body it reads, and whose answer it writes, piece by piece.
/// func answer(
///   _ method: String,
///   _ fields: HTTPFields,
///   by proxy: FalProxy,
///   reading next: @escaping @Sendable () async throws -> [UInt8]?,
///   writing write: ([UInt8]) async throws -> Void
/// ) async throws {
///   let request = ProxyRequest(method: method, fields: fields, body: .pieces(next: next))
///   let answer = await proxy.response(to: request)
///   print(answer.status, answer.fields.count)
///   for try await piece in answer.body { try await write(piece) }
/// }
/// ```
///
/// Nothing is sent but what is known to be needed: calls of allowed endpoints, their requests, and uploads. The key
/// goes to fal alone, no redirect is followed, and where an answer holds the key it is covered with asterisks, in the
/// form in which it was sent.
///
/// What the proxy answers itself is `{"detail": ...}` with a field `x-fal-proxy-error`: `not-sent` when fal certainly
/// has not received the request, else `unknown`, after which a submit must not be sent again. The statuses are 400
/// for a target that is not allowed, 401, 405, 413, 429 with `Retry-After`, 502 when there is no answer, 503 when
/// nobody could say who asks, 504 when fal took too long.
public struct FalProxy: Sendable {
  private let configuration: FalProxyConfiguration
  private let rules: TargetRules
  private let limits: CallerLimits
  private let mask: KeyMask

  /// Creates a proxy.
  ///
  /// - Throws: `FalError` of kind `invalidConfiguration` when nothing is allowed, a pattern or an address cannot be
  ///   one, or a limit is below 1.
  public init(_ configuration: FalProxyConfiguration) throws(FalError) {
    let limits = configuration.limits
    let counts = [limits.requestsPerMinute ?? 1, limits.concurrentRequests ?? 1, limits.largestBody]
    guard counts.allSatisfy({ $0 > 0 }) else {
      throw FalError(.invalidConfiguration, "limits must be at least 1")
    }
    self.configuration = configuration
    rules = try TargetRules(configuration)
    self.limits = CallerLimits(limits, now: configuration.now)
    mask = KeyMask(configuration.credentials)
  }

  /// Answers a request: what goes wrong is an answer, too.
  ///
  /// Cancelling the task ends the request to fal. The answer's body throws when the connection to fal breaks in the
  /// middle: the server should then break its own.
  public func response(to request: ProxyRequest) async -> HTTPResponse {
    do {
      let caller = try await caller(of: request)
      do {
        return try await forward(request, of: caller)
      } catch {
        log(.notice, "\(caller.id): \(error.status), \(error.detail)")
        return error.response
      }
    } catch {
      log(.notice, "\(error.status), \(error.detail)")
      return error.response
    }
  }

  private func caller(of request: ProxyRequest) async throws(ProxyRefusal) -> ProxyCaller {
    let caller: ProxyCaller?
    do {
      caller = try await configuration.authorize(request)
    } catch {
      throw ProxyRefusal(503, "nobody can say at the moment who may ask")
    }
    guard let caller else { throw .unauthorized }
    return caller
  }

  private func forward(_ request: ProxyRequest, of caller: ProxyCaller) async throws(ProxyRefusal) -> HTTPResponse {
    let place = try limits.enter(caller.id)
    let targets = request.fields.values(of: FalField.targetURL)
    guard let text = targets.first, targets.count == 1 else {
      throw .invalid("it must have one field \(FalField.targetURL)")
    }
    let target = try rules.target(request.method, text)
    var fields = ProxyFields.forwarded(request.fields, to: target)
    guard ProxyFields.areSafe(fields) else { throw .invalid("a header field holds a control character") }
    if target.hasKey { fields[HTTPField.authorization] = "Key \(configuration.credentials.key)" }
    let body = MeteredBody(limit: target.body.isFile ? nil : configuration.limits.largestBody)
    let answer = try await send(
      HTTPRequest(
        request.method,
        target.url,
        fields: fields,
        body: try await self.body(request.body, of: target, body),
        timeouts: HTTPTimeouts(idle: target.isLong ? nil : configuration.silence)
      ),
      body
    )
    log(.debug, "\(caller.id): \(answer.status), \(request.method) \(target.url.prefix { $0 != "?" })")
    return try passed(answer, place)
  }

  private func body(
    _ body: HTTPRequestBody,
    of target: ProxyTarget,
    _ metered: MeteredBody
  ) async throws(ProxyRefusal) -> HTTPRequestBody {
    switch target.body {
    case .none: return .none
    case .call, .file: return try metered.metered(body)
    case .token(let kind): return .bytes(try TokenRequest.checked(try await whole(body), kind, rules.endpoints))
    }
  }

  /// The body of a request for a token, which is read before it is sent on.
  private func whole(_ body: HTTPRequestBody) async throws(ProxyRefusal) -> [UInt8] {
    do {
      let limit = TokenRequest.largest
      return try await MeteredBody(limit: limit).metered(body).collect(limit: limit)
    } catch {
      throw error as? ProxyRefusal ?? ProxyRefusal(400, "the body could not be read to its end")
    }
  }

  private func send(_ request: HTTPRequest, _ body: MeteredBody) async throws(ProxyRefusal) -> HTTPResponse {
    do {
      return try await configuration.transport.send(request)
    } catch {
      // Of a body that broke off, fal has not got all, and takes nothing.
      if let refusal = body.refusal { throw refusal }
      if let error = error as? TransportError { log(.notice, mask.covering("\(error.kind): \(error.message)")) }
      throw .failed(error)
    }
  }

  private func passed(_ answer: HTTPResponse, _ place: CallerPlace) throws(ProxyRefusal) -> HTTPResponse {
    // Followed, it would take the key wherever it leads; passed on, it would take the client's request there, past
    // the proxy and its rules. fal's own services have no need of any.
    guard !(300..<400).contains(answer.status) else { throw .unusable("fal redirects, which is not followed") }
    guard (200..<600).contains(answer.status) else { throw .unusable("fal's answer has a status that cannot be") }
    let body = MaskedBody(answer.body, mask) { place.leave() }
    return HTTPResponse(
      status: answer.status,
      fields: ProxyFields.answered(answer.fields, mask),
      body: HTTPResponseBody { try await body.next() }
    )
  }

  private func log(_ level: FalLogMessage.Level, _ message: @autoclosure () -> String) {
    configuration.log?(FalLogMessage(level: level, message: message()))
  }
}
