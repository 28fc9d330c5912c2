import FalCore
import FalRunner
import FalSystem

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The signals by which a command that takes its time is ended: Ctrl-C, a polite kill, and a terminal that goes away.
///
/// They are held back in all threads, and taken by the process's first one, which waits for them.
final class Interruption: Sendable {
  /// Why a command is to end.
  enum Cause: Sendable, Hashable {
    case interrupt
    case terminate
    case hangUp
    /// The time that the user gave it is over.
    case timeLimit(Duration)

    var errorKind: RunError.Kind {
      switch self {
      case .interrupt: .interrupted
      case .terminate: .terminated
      case .hangUp: .hungUp
      case .timeLimit: .tryLater
      }
    }

    var exitCode: ExitCode { ExitCode(errorKind) }

    fileprivate init?(_ number: Int32) {
      switch number {
      case SIGINT: self = .interrupt
      case SIGTERM: self = .terminate
      case SIGHUP: self = .hangUp
      default: return nil
      }
    }
  }

  /// By which the work says that it is done.
  private static let done = SIGUSR2

  private let received = Lock<Cause?>(nil)
  private let set: sigset_t

  /// Holds the signals back in this thread, and in those that are started from now on.
  ///
  /// What the process was started to ignore, as with `nohup`, stays ignored.
  init() {
    var set = sigset_t()
    sigemptyset(&set)
    for number in [SIGINT, SIGTERM, SIGHUP] where !Self.isIgnored(number) { sigaddset(&set, number) }
    sigaddset(&set, Self.done)
    pthread_sigmask(SIG_BLOCK, &set, nil)
    self.set = set
    // A reader that leaves must not end the process between a request and its answer: writing fails instead. With a
    // function, because programs that are started inherit what is ignored.
    systemSignal(SIGPIPE) { _ in }
  }

  /// What came first; `nil` while nothing has.
  var cause: Cause? { received.withLock { $0 } }

  /// Waits until one comes.
  func wait() {
    while true {
      if let signal = next() { return received.withLock { $0 = signal } }
    }
  }

  /// Does work before which nothing was begun, such as reading what is to be done: with a signal it is left as it is.
  ///
  /// - Throws: What the work throws; `RunError` for a signal.
  func runPreparing<Result: Sendable>(_ work: @escaping @Sendable () async throws -> Result) throws -> Result {
    try run(within: nil, leavesAtOnce: true, work)
  }

  /// Does work, and asks it to end when a signal comes; with the second the process ends at once.
  ///
  /// - Parameters:
  ///   - limit: How long it may take before it is asked to end.
  ///   - work: The work.
  /// - Returns: What it gives.
  /// - Throws: What the work throws; `CancellationError` for most work that was asked to end.
  func run<Result: Sendable>(
    within limit: Duration? = nil,
    _ work: @escaping @Sendable () async throws -> Result
  ) throws -> Result {
    try run(within: limit, leavesAtOnce: false, work)
  }

  private func run<Result: Sendable>(
    within limit: Duration?,
    leavesAtOnce: Bool,
    _ work: @escaping @Sendable () async throws -> Result
  ) throws -> Result {
    let outcome = Lock<Swift.Result<Result, any Error>?>(nil)
    #if canImport(Darwin)
      // A pointer there; only used to send the thread a signal, which any thread may do.
      nonisolated(unsafe) let thread = pthread_self()
    #else
      let thread = pthread_self()
    #endif
    let task = Task {
      do {
        let result = try await work()
        outcome.withLock { $0 = .success(result) }
      } catch let error as RunInterruption {
        outcome.withLock { $0 = .failure(RunError(error, self.cause)) }
      } catch {
        outcome.withLock { $0 = .failure(error) }
      }
      pthread_kill(thread, Self.done)
    }
    let timer = limit.map { limit in
      Task {
        try await Task.sleep(for: limit.bounded)
        received.withLock { $0 = $0 ?? .timeLimit(limit) }
        task.cancel()
      }
    }
    defer { timer?.cancel() }
    while true {
      if let signal = next() {
        let isFirst = received.withLock { received in
          // That the time is over is no impatience of anybody.
          if case .timeLimit = received { received = nil }
          defer { received = received ?? signal }
          return received == nil
        }
        if !isFirst { leave(signal) }
        if leavesAtOnce { throw RunError(.nothingSubmitted, signal) }
        task.cancel()
      }
      if let result = outcome.withLock({ $0 }) { return try result.get() }
    }
  }

  private func next() -> Cause? {
    var set = set
    var number: Int32 = 0
    sigwait(&set, &number)
    return Cause(number)
  }

  private func leave(_ signal: Cause) -> Never {
    // What is shown at the moment is left on a line of its own; nothing else is waited for.
    if Terminal.isTerminal(.error) { try? Terminal.write("\n", to: .error) }
    _exit(signal.exitCode.rawValue)
  }

  private static func isIgnored(_ number: Int32) -> Bool {
    var action = sigaction()
    sigaction(number, nil, &action)
    #if canImport(Darwin)
      let handler = action.__sigaction_u.__sa_handler
    #else
      let handler = action.__sigaction_handler.sa_handler
    #endif
    return unsafeBitCast(handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
  }
}

private func systemSignal(_ number: Int32, _ handler: @escaping @convention(c) (Int32) -> Void) {
  signal(number, handler)
}
