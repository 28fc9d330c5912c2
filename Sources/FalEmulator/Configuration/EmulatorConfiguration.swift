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
