import FalCore

/// All jobs of an emulator, and who is next.
struct JobBoard: Sendable {
  /// Those that have not ended.
  private var jobs: [String: Job] = [:]
  /// Those that have, of which the oldest are forgotten.
  private var ended: KeptEntries<String, Job>
  /// The ids of those that wait, in the order in which they are started.
  private(set) var waiting: [String] = []
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
    let place =
      job.isLowPriority ? waiting.count : waiting.firstIndex { jobs[$0]?.isLowPriority ?? false } ?? waiting.count
    waiting.insert(job.id, at: place)
  }

  /// How many jobs of the same queue are ahead.
  func position(of id: String) -> Int {
    waiting.firstIndex(of: id) ?? 0
  }

  /// Starts the next job when fewer than `limit` are running.
  mutating func startNext(limit: Int) -> Job? {
    expire()
    guard !isClosed, running < limit, !waiting.isEmpty else { return nil }
    let id = waiting.removeFirst()
    running += 1
    jobs[id]?.state = .running
    jobs[id]?.started = .now
    return jobs[id]
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
      waiting.removeAll { $0 == id }
      end(id, .failure(.cancelled))
    }
    return .requested
  }

  /// Ends the jobs that were not started in time.
  mutating func expire() {
    let now = ContinuousClock.now
    let late = waiting.filter { id in jobs[id]?.startDeadline.map { $0 <= now } ?? false }
    guard !late.isEmpty else { return }
    waiting.removeAll(where: late.contains)
    for id in late {
      jobs[id]?.missedStart = true
      end(id, .failure(.infrastructure("request_timeout", "Request timed out", status: 504)))
    }
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
