import FalCore

/// Finds out what a request is for, and answers it.
final class EmulatorRouter: Sendable {
  let runner: JobRunner
  let address = Lock("")
  private let configuration: EmulatorConfiguration
  private let model: any EmulatedModel
  let files = EmulatedFiles()
  private let counts = Lock(EmulatorStatistics())

  private static let largestInput = 64 << 20

  init(_ configuration: EmulatorConfiguration, model: any EmulatedModel) {
    self.configuration = configuration
    self.model = model
    runner = JobRunner(model: model, files: files, concurrency: configuration.concurrency, duration: configuration.duration)
  }

  var statistics: EmulatorStatistics {
    var statistics = counts.withLock { $0 }
    statistics.accepted = runner.board.update { $0.accepted }
    return statistics
  }

  func answer(_ request: IncomingRequest, by responder: HTTPResponder) throws {
    guard let route = Route(request.method, request.path) else {
      return try Reply.detail(404, "Path \(request.path) not found").send(by: responder)
    }
    guard case .operation(let operation) = route.target else {
      return try Reply.detail(405, "Method Not Allowed").send(by: responder)
    }
    counts.withLock { $0.received[operation, default: 0] += 1 }
    if let key = configuration.key, request.headers["Authorization"] != "Key \(key)" {
      return try Reply.detail(401, "Cannot access application '\(route.endpoint)'. Authentication is required.")
        .send(by: responder)
    }
    let fault = configuration.faults.fault(for: operation)
    if let fault {
      counts.withLock { $0.faults += 1 }
      if try FaultyReply.preempt(fault, request, responder) { return }
    }
    let reply = try reply(to: request, operation, route)
    if let fault {
      try FaultyReply.send(reply, with: fault, by: responder)
    } else {
      try reply.send(by: responder)
    }
  }

  private func reply(to request: IncomingRequest, _ operation: EmulatorOperation, _ route: Route) throws -> Reply {
    let queue = QueueService(runner: runner, model: model, address: address.withLock { $0 } + "/queue")
    switch operation {
    case .run, .stream, .submit:
      let bytes = try request.readBody(limit: Self.largestInput)
      guard let input = try? JSON(parsing: bytes), input.object != nil else {
        return .json(
          422,
          ["detail": [["loc": ["body"], "msg": "Input should be a valid dictionary", "type": "dict_type"]]]
        )
      }
      switch operation {
      case .run: return DirectService(model: model, files: files).run(route.endpoint, input)
      case .stream: return DirectService(model: model, files: files).stream(route.endpoint, input)
      default: return queue.submit(route.endpoint, input, request)
      }
    case .status: return queue.status(route.requestID, logs: Self.wantsLogs(request))
    case .statusStream: return queue.statusStream(route.requestID, logs: Self.wantsLogs(request))
    case .result: return queue.result(route.requestID)
    case .cancel: return queue.cancel(route.requestID)
    }
  }

  private static func wantsLogs(_ request: IncomingRequest) -> Bool {
    ["1", "true"].contains(request.query.first { $0.name == "logs" }?.value.lowercased())
  }
}
