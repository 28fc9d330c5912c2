import FalCore

/// All jobs of an emulator, and who is next.
struct JobBoard: Sendable {
  /// Those that have not ended.
  private var jobs: [String: Job] = [:]
  /// Those that have, of which the oldest are forgotten.
  private var ended: KeptEntries<String, Job>
  private var waiting = WaitingJobs()
  /// Those that must be started in some time, and when the first of them is late.
  private var deadlines: [String: ContinuousClock.Instant] = [:]
  private var firstDeadline: ContinuousClock.Instant?
  private(set) var running = 0
  private(set) var accepted = 0
  /// Set when the emulator stops: nothing is started any longer.
  var isClosed = false

  /// Is told of each job that has ended; must return at once.
  private let onEnd: @Sendable (Job) -> Void

  init(kept: Int = .max, onEnd: @escaping @Sendable (Job) -> Void = { _ in }) {
    ended = KeptEntries(limit: kept)
    self.onEnd = onEnd
  }

  subscript(id: String) -> Job? { jobs[id] ?? ended[id] }

  /// Takes a job into the queue: behind all, or with normal priority behind those that have it too.
  mutating func add(_ job: Job) {
    accepted += 1
    jobs[job.id] = job
    waiting.append(job.id, isLow: job.isLowPriority)
    if let deadline = job.startDeadline {
      deadlines[job.id] = deadline
      firstDeadline = min(firstDeadline ?? deadline, deadline)
    }
  }

  var waitingCount: Int { waiting.count }

  /// How many jobs are ahead.
  func position(of id: String) -> Int {
    waiting.position(of: id).map { $0 + (jobs[id]?.plan?.queue ?? 0) } ?? jobs[id]?.ahead ?? 0
  }

  /// Starts the next job when fewer than `limit` are running.
  mutating func startNext(limit: Int) -> Job? {
    expire()
    guard !isClosed, running < limit, let id = waiting.removeFirst() else { return nil }
    deadlines[id] = nil
    running += 1
    if let ahead = jobs[id]?.plan?.queue, ahead > 0 { jobs[id]?.ahead = ahead } else { begin(id) }
    return jobs[id]
  }

  /// One less is said to be ahead; with nobody ahead the work begins.
  mutating func advance(_ id: String) {
    guard let ahead = jobs[id]?.ahead, ahead > 1 else { return begin(id) }
    jobs[id]?.ahead = ahead - 1
  }

  private mutating func begin(_ id: String) {
    jobs[id]?.ahead = 0
    jobs[id]?.state = .running
    jobs[id]?.started = .now
  }

  /// Ends a running job, unless it was ended already.
  mutating func finish(_ id: String, _ result: Result<JSON, ModelFailure>) {
    running -= 1
    end(id, result)
  }

  mutating func log(_ id: String, _ line: JSON) {
    jobs[id]?.logs.append(line)
  }

  enum Cancellation: Sendable {
    case requested
    case tooLate
    case unknown
  }

  /// Removes a waiting job at once; asks a running one to stop.
  mutating func cancel(_ id: String) -> Cancellation {
    expire()
    guard let job = jobs[id] else { return ended[id] == nil ? .unknown : .tooLate }
    jobs[id]?.isCancelled = true
    if case .waiting = job.state {
      waiting.remove(id)
      deadlines[id] = nil
      end(id, .failure(.cancelled))
    }
    return .requested
  }

  /// Forgets what has ended and what waits; what is being worked on goes on.
  mutating func reset() {
    while let id = waiting.removeFirst() { jobs[id] = nil }
    deadlines = [:]
    firstDeadline = nil
    ended.removeAll()
    accepted = 0
  }

  /// Ends the jobs that were not started in time.
  mutating func expire() {
    let now = ContinuousClock.now
    guard let firstDeadline, firstDeadline <= now else { return }
    for (id, _) in deadlines.filter({ $0.value <= now }) {
      waiting.remove(id)
      deadlines[id] = nil
      jobs[id]?.missedStart = true
      end(id, .failure(.infrastructure("request_timeout", "Request timed out", status: 504)))
    }
    self.firstDeadline = deadlines.values.min()
  }

  private mutating func end(_ id: String, _ result: Result<JSON, ModelFailure>) {
    guard var job = jobs.removeValue(forKey: id) else { return }
    job.state = .done(result)
    job.ended = .now
    ended[id] = job
    onEnd(job)
  }
}

extension ModelFailure {
  /// A request that its caller has cancelled.
  static let cancelled = infrastructure("client_cancelled", "Request was cancelled by the client", status: 499)
}
