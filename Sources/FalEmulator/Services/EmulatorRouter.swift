import FalCore
import FalHTTPServer
import FalSystem

/// Finds out what a request is for, and answers it.
final class EmulatorRouter: Sendable {
  let runner: JobRunner
  let address = Lock("")
  private let configuration: EmulatorConfiguration
  /// Who may ask, under which names.
  let access: HTTPAccessRules
  private let model: AnsweredModel
  let files: EmulatedFiles
  let storage: StorageService
  let tokens = EmulatedTokens()
  let webhooks: WebhookDispatcher
  private let platform: PlatformService
  let journal: Journal
  private let counts = Lock(EmulatorStatistics())
  /// The latest inputs.
  let requests = Lock<[EmulatedRequest]>([])

  private static let largestInput = 64 << 20
  private static let keptRequests = 1_000

  init(_ configuration: EmulatorConfiguration, model: AnsweredModel) {
    self.configuration = configuration
    journal = Journal(onCall: configuration.onCall)
    var access = HTTPAccessRules()
    access.hosts = ServiceHosts.names.union(configuration.allowedHosts)
    access.origins = configuration.allowedOrigins
    // Whoever knows the address of a file may see it, as with fal's own. What is asked of the proxy is for another place than
    // the path says.
    access.isPublic = { method, path, fields in
      let asked = fields["Access-Control-Request-Headers"]?.lowercased() ?? ""
      let host = HTTPAddress("http://\(fields[HTTPField.host] ?? "")/")?.host ?? ""
      let isFile = ((ServiceHosts.path(of: host) ?? "") + path).hasPrefix("/cdn/files/")
      return ["GET", "HEAD", "OPTIONS"].contains(method) && isFile && fields[FalField.targetURL] == nil
        && !asked.contains(FalField.targetURL)
    }
    self.access = access
    self.model = model
    let many = configuration.kept.multipliedReportingOverflow(by: 4)
    files = EmulatedFiles(kept: many.overflow ? .max : many.partialValue, keptUploads: configuration.keptUploads)
    storage = StorageService(files: files, kept: configuration.keptUploads)
    let webhooks = WebhookDispatcher(userID: configuration.account.name, retries: configuration.webhookRetries)
    self.webhooks = webhooks
    platform = PlatformService(catalog: model.catalog, account: configuration.account, address: address)
    runner = JobRunner(configuration, model: model, files: files) { webhooks.tell($0) }
  }

  var statistics: EmulatorStatistics {
    var statistics = counts.withLock { $0 }
    statistics.accepted = runner.board.update { $0.accepted }
    return statistics
  }

  /// Forgets all that was done and kept, but for what is being worked on.
  func reset() {
    runner.board.update { $0.reset() }
    files.removeAll()
    storage.removeAll()
    requests.withLock { $0 = [] }
    counts.withLock { $0 = EmulatorStatistics() }
    journal.clear()
  }

  func answer(_ request: IncomingRequest, by responder: HTTPResponder) throws {
    if let reply = control(request) { return try reply.send(by: responder) }
    let (time, start) = (Journal.now, ContinuousClock.now)
    let operation = Lock<EmulatorOperation?>(nil)
    defer {
      journal.add(
        EmulatedCall(
          time: time,
          method: request.method,
          path: request.path,
          operation: operation.withLock { $0 },
          status: responder.sentStatus,
          duration: ContinuousClock.now - start
        )
      )
    }
    try answer(request, by: responder) { route in operation.withLock { $0 = route } }
  }

  /// What a local fal has beside fal's services; `nil` for all else.
  private func control(_ request: IncomingRequest) -> Reply? {
    switch (request.method, request.path) {
    case ("GET", "/health"):
      let (waiting, running) = runner.board.update { ($0.waitingCount, $0.running) }
      return .json(
        200,
        [
          "status": "ok", "waiting": .number(JSONNumber(waiting)), "running": .number(JSONNumber(running)),
          "accepted": .number(JSONNumber(statistics.accepted)),
        ]
      )
    case ("GET", "/journal"): return .json(200, journal.json)
    case ("DELETE", "/journal"):
      journal.clear()
      return .json(200, ["cleared": true])
    case ("POST", "/reset"):
      reset()
      return .json(200, ["reset": true])
    case (_, "/health"), (_, "/journal"), (_, "/reset"): return .detail(405, "Method Not Allowed")
    default: return nil
    }
  }

  private func answer(
    _ request: IncomingRequest,
    by responder: HTTPResponder,
    noting note: (EmulatorOperation) -> Void
  ) throws {
    var request = request
    let own = address.withLock { $0 }
    let seen = try SeenAddresses(of: request, at: own, isBehindProxy: configuration.isBehindProxy) {
      access.accepts($0)
    }
    if let service = seen.servicePath { request = try request.retargeted(to: service + request.target) }
    if let target = request.headers[FalField.targetURL] {
      guard let path = ServiceHosts.path(ofTarget: target, at: own) else {
        return try Reply.detail(400, "Invalid request").send(by: responder)
      }
      request = try request.retargeted(to: path)
    }
    let method = request.isForWebSocket ? Route.webSocket : request.method
    guard let route = Route(method, request.path) else {
      return try Self.refusal(404, "Path \(request.path) not found", request).send(by: responder)
    }
    guard let operation = route.operation else {
      return try Self.refusal(405, "Method Not Allowed", request).send(by: responder)
    }
    note(operation)
    counts.withLock { $0.received[operation, default: 0] += 1 }
    if !mayAsk(request, route) {
      return try Self.refusal(401, "Authentication is required to access this application", request).send(by: responder)
    }
    if configuration.account.isLocked, route.isAboutRunning {
      return try Reply.detail(403, "User is locked. Reason: no credit is left.").send(by: responder)
    }
    let fault = configuration.faults.fault(for: operation)
    if let fault {
      counts.withLock { $0.faults += 1 }
      if try FaultyReply.preempt(fault, request, responder) { return }
    }
    let reply = seen.shown(try reply(to: request, route, seen))
    if let fault {
      try FaultyReply.send(reply, with: fault, by: responder)
    } else {
      try reply.send(by: responder)
    }
  }

  /// Whether a request has the key, or a token for the app that it is about; of a client without either, what came through the
  /// proxy, which adds the key.
  private func mayAsk(_ request: IncomingRequest, _ route: Route) -> Bool {
    guard let key = configuration.key, route.needsKey else { return true }
    let sent = request.headers[HTTPField.authorization]
    if sent == "Key \(key)" { return true }
    if let token = request.query.first(where: { $0.name == "fal_jwt_token" })?.value {
      let app = request.path.split(separator: "/").dropFirst().prefix { $0 != "requests" }.joined(separator: "/")
      return (try? EndpointID(app)).map { tokens.isGood(token, for: $0) } ?? false
    }
    return sent == nil && request.headers[FalField.targetURL] != nil
  }

  private func reply(to request: IncomingRequest, _ route: Route, _ seen: SeenAddresses) throws -> Reply {
    let queue = QueueService(runner: runner, model: model, address: address.withLock { $0 } + "/queue")
    let direct = DirectService(model: model, files: files)
    switch route {
    case .run(let endpoint): return try withInput(of: request, seen, .run, endpoint) { direct.run(endpoint, $0) }
    case .stream(let endpoint):
      return try withInput(of: request, seen, .stream, endpoint) { direct.stream(endpoint, $0) }
    case .submit(let endpoint):
      return try withInput(of: request, seen, .submit, endpoint) { queue.submit(endpoint, $0, request) }
    case .status(let id): return queue.status(id, logs: Self.wantsLogs(request))
    case .statusStream(let id): return queue.statusStream(id, logs: Self.wantsLogs(request))
    case .result(let id): return queue.result(id)
    case .cancel(let id): return queue.cancel(id)
    case .realtime(let path):
      return RealtimeService(model: model, files: files, tokens: tokens, configuration: configuration)
        .reply(path, request)
    case .socketRuns(let endpoint): return SocketRunService(direct: direct).reply(endpoint)
    case .realtimeToken(let isForIDs):
      return tokens.answer(try? JSON(parsing: try request.readBody(limit: 64 << 10)), isForIDs: isForIDs)
    case .webhookKeys: return .json(200, webhooks.keySet)
    case .storage(let route): return try storage.answer(route, request)
    case .platform(let route): return try platform.answer(route, request)
    case .otherMethods: return .detail(405, "Method Not Allowed")
    }
  }

  /// An error in the form of the service that was asked.
  private static func refusal(_ status: Int, _ message: String, _ request: IncomingRequest) -> Reply {
    request.path.hasPrefix("/platform/") ? PlatformFailure(status, message).reply : .detail(status, message)
  }

  private func withInput(
    of request: IncomingRequest,
    _ seen: SeenAddresses,
    _ operation: EmulatorOperation,
    _ endpoint: EndpointID,
    _ answer: (JSON) -> Reply
  ) throws -> Reply {
    let bytes = try request.readBody(limit: Self.largestInput)
    guard let input = (try? JSON(parsing: bytes)).map(seen.own), input.object != nil else {
      return .json(
        422,
        ["detail": [["loc": ["body"], "msg": "Input should be a valid dictionary", "type": "dict_type"]]]
      )
    }
    requests.withLock { requests in
      if requests.count >= Self.keptRequests { requests.removeFirst(requests.count - Self.keptRequests + 1) }
      requests.append(EmulatedRequest(operation: operation, endpoint: endpoint, input: input))
    }
    return answer(input)
  }

  private static func wantsLogs(_ request: IncomingRequest) -> Bool {
    ["1", "true"].contains(request.query.first { $0.name == "logs" }?.value.lowercased())
  }
}
