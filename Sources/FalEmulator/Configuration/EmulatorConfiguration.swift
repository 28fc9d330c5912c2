public import FalCore

/// How a local fal behaves.
public struct EmulatorConfiguration: Sendable {
  /// The port on 127.0.0.1; 0, by default, picks a free one.
  public var port: UInt16
  /// The only key that is accepted; `nil`, by default, for any, and none.
  public var key: String?
  /// Whose key it is.
  public var account: EmulatedAccount
  /// How many requests are worked on at the same time; at least 1; the others wait in the queue; 4 by default.
  public var concurrency: Int
  /// How long the work on a request takes at least.
  public var duration: Duration
  /// What goes wrong on purpose.
  public var faults: FaultPlan
  /// What is answered in place of models.
  public var script: EmulatorScript?
  /// Whether models that nobody knows are there, too, and give back their input as `echo`.
  public var allowsAny = false
  /// How many requests that have ended are kept, and four times as many of the files that models made; 10,000 by default.
  public var kept = 10_000
  /// How many uploads are kept, each of which takes an open file; 1,000 by default.
  public var keptUploads = 1_000
  /// Models that can be used over realtime connections, as globs of ids, beside those whose ids say so.
  public var realtime: [String] = []
  /// After so long without an input a realtime connection is closed; 10 seconds by default.
  public var realtimeIdleTime = Duration.seconds(10)
  /// How often, and after how long, a webhook is delivered again whose receiver did not take it.
  public var webhookRetries = RetryPolicy(attempts: 10, delay: .seconds(1), longestDelay: .seconds(60))
  /// Is told of each call once it was answered, from any thread.
  public var onCall: (@Sendable (EmulatedCall) -> Void)?
  /// Further names under which it is reached, beside those of this machine and fal's own.
  public var allowedHosts: Set<String> = []
  /// Whether a server in front says truly, in `X-Forwarded-Host` and `X-Forwarded-Proto`, under which address it was asked.
  public var isBehindProxy = false
  /// Origins of web pages that may use it, as in `http://localhost:3000`; `*` for any; by default none but its own, and files
  /// are for all.
  public var allowedOrigins: Set<String> = []

  /// Creates a configuration, in which everything works and at once where nothing else is said.
  ///
  /// - Parameters:
  ///   - port: The port on 127.0.0.1; 0 picks a free one.
  ///   - key: The only key that is accepted.
  ///   - account: Whose key it is.
  ///   - concurrency: How many requests are worked on at the same time.
  ///   - duration: How long the work on a request takes at least.
  ///   - faults: What goes wrong on purpose.
  public init(
    port: UInt16 = 0,
    key: String? = nil,
    account: EmulatedAccount = EmulatedAccount(),
    concurrency: Int = 4,
    duration: Duration = .zero,
    faults: FaultPlan = .none
  ) {
    self.port = port
    self.key = key
    self.account = account
    self.concurrency = concurrency
    self.duration = duration
    self.faults = faults
  }
}
