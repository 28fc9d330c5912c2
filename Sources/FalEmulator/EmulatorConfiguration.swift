/// How a local fal behaves.
public struct EmulatorConfiguration: Sendable {
  /// The port on 127.0.0.1; 0, by default, picks a free one.
  public var port: UInt16 = 0
  /// The only key that is accepted; `nil`, by default, for any, and none.
  public var key: String?
  /// Whose key it is.
  public var account = EmulatedAccount()
  /// How many requests are worked on at the same time; the others wait in the queue.
  public var concurrency = 4
  /// How long the work on a request takes at least.
  public var duration: Duration = .zero
  /// What goes wrong on purpose.
  public var faults = FaultPlan.none

  /// Creates a configuration in which everything works, at once.
  public init() {}
}
