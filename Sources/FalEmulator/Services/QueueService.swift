import FalCore
import FalHTTPServer
import FalSystem

/// queue.fal.run: takes requests, and tells what became of them.
struct QueueService: Sendable {
  let runner: JobRunner
  let model: AnsweredModel
  /// The beginning of the queue's addresses.
  let address: String

  /// Without news a stream sends a comment after so long, as fal does, so that nobody takes the connection for dead.
  private static let keepAlive = Duration.seconds(5)

  func submit(_ endpoint: EndpointID, _ input: JSON, _ request: IncomingRequest) -> Reply {
    do throws(ModelFailure) {
      try model.accept(endpoint)
    } catch {
      return .json(error.status, error.body)
    }
    let webhook = request.query.first { $0.name == "fal_webhook" }?.value
    if let webhook, HTTPAddress(webhook) == nil {
      return .json(
        422,
        ["detail": [["loc": ["query", "fal_webhook"], "msg": "Input should be a valid URL", "type": "url_parsing"]]]
      )
    }
    let limit = request.query.first { $0.name == "fal_max_queue_length" }.flatMap { Int($0.value) }
    if let limit, runner.board.update({ $0.waitingCount }) > limit {
      return .json(429, ["detail": "Queue is too long", "error_type": "queue_length_exceeded"])
    }
    let seconds = request.headers[FalField.startTimeout].flatMap(Double.init)
    var job = Job(
      id: RequestID.new(),
      endpoint: endpoint,
      input: input,
      isLowPriority: request.headers[FalField.priority]?.lowercased() == "low",
      webhook: webhook,
      startDeadline: seconds.flatMap { $0 > 0 && $0 < 1e9 ? ContinuousClock.now + .seconds($0) : nil }
    )
    job.plan = model.plan(endpoint, input)
    runner.submit(job)
    var answer = addresses(of: job)
    answer["status"] = "IN_QUEUE"
    answer["queue_position"] = .number(JSONNumber(runner.board.update { $0.position(of: job.id) }))
    return .json(200, answer, [FalField.requestID: job.id])
  }

  func status(_ id: String, logs: Bool) -> Reply {
    guard let (job, position) = look(id) else { return .json(404, ["status": "NOT_FOUND"]) }
    let body = status(of: job, position, logs: logs ? job.logs : nil)
    return .json(job.isDone ? 200 : 202, body, [FalField.requestID: id])
  }

  func statusStream(_ id: String, logs: Bool) -> Reply {
    guard look(id) != nil else { return .json(404, ["status": "NOT_FOUND"]) }
    return .events(fields: [FalField.requestID: id]) { send, isClientGone in
      var sentLogs = 0
      var last: JSON?
      while !isClientGone() {
        guard let (job, position) = look(id) else { return }
        let news = Array(job.logs[sentLogs...])
        let event = status(of: job, position, logs: logs ? news : nil)
        if event != last {
          try send(event)
          sentLogs = job.logs.count
          var silent = event
          if logs { silent["logs"] = [] }
          last = silent
        }
        if job.isDone { return }
        let seen = sentLogs
        let state = job.isRunning
        let untilDeadline = job.startDeadline.map { max(ContinuousClock.now.duration(to: $0), .milliseconds(1)) }
        let patience = job.isRunning ? Self.keepAlive : min(Self.keepAlive, untilDeadline ?? Self.keepAlive)
        let changed: Bool? = runner.board.wait(atMost: patience) { board in
          board.expire()
          guard !board.isClosed, let now = board[id] else { return true }
          let hasNews =
            now.isDone || now.isRunning != state || now.logs.count > seen || board.position(of: id) != position
          return hasNews ? true : nil
        }
        if changed == nil { try send(event) }
        if runner.board.update({ $0.isClosed }) { return }
      }
    }
  }

  func result(_ id: String) -> Reply {
    guard let (job, _) = look(id) else { return .json(404, ["status": "NOT_FOUND"]) }
    var fields: HTTPFields = [FalField.requestID: id]
    switch job.state {
    case .waiting, .running: return .json(400, ["detail": "Request is still in progress"], fields)
    case .done(.success(let output)):
      fields.append(FalField.billableUnits, "1")
      return .json(200, output, fields)
    case .done(.failure(let failure)):
      if let type = failure.body["error_type"].string { fields.append(FalField.errorType, type) }
      if failure.status == 422 { fields.append(FalField.retryable, "false") }
      if job.missedStart { fields.append(FalField.timeoutType, "user") }
      return .json(failure.status, failure.body, fields)
    }
  }

  func cancel(_ id: String) -> Reply {
    switch runner.board.update({ $0.cancel(id) }) {
    case .requested: .json(202, ["status": "CANCELLATION_REQUESTED"], [FalField.requestID: id])
    case .tooLate: .json(400, ["status": "ALREADY_COMPLETED"], [FalField.requestID: id])
    case .unknown: .json(404, ["status": "NOT_FOUND"])
    }
  }

  private func look(_ id: String) -> (Job, Int)? {
    runner.board.update { board in
      board.expire()
      return board[id].map { ($0, board.position(of: id)) }
    }
  }

  private func addresses(of job: Job) -> JSON {
    let url = "\(address)/\(job.endpoint.base)/requests/\(job.id)"
    return [
      "request_id": .string(job.id), "response_url": .string(url), "status_url": .string("\(url)/status"),
      "cancel_url": .string("\(url)/cancel"),
    ]
  }

  /// A status without lines has `null` in their place once there could be some.
  private func status(of job: Job, _ position: Int, logs: [JSON]?) -> JSON {
    var body = addresses(of: job)
    switch job.state {
    case .waiting:
      body["status"] = "IN_QUEUE"
      body["queue_position"] = .number(JSONNumber(position))
    case .running:
      body["status"] = "IN_PROGRESS"
      body["logs"] = logs.map(JSON.array) ?? .null
    case .done(let result):
      body["status"] = "COMPLETED"
      body["logs"] = logs.map(JSON.array) ?? .null
      body["metrics"] = ["inference_time": inferenceTime(of: job)]
      if case .failure(let failure) = result, failure.isInfrastructure {
        body["error"] = failure.body["detail"]
        body["error_type"] = failure.body["error_type"]
      }
    }
    return body
  }

  private func inferenceTime(of job: Job) -> JSON {
    guard let started = job.started, let ended = job.ended else { return .null }
    let (seconds, attoseconds) = (ended - started).components
    return JSONNumber(Double(seconds) + Double(attoseconds) / 1e18).map(JSON.number) ?? .null
  }
}

extension Job {
  fileprivate var isRunning: Bool {
    if case .running = state { true } else { false }
  }
}
