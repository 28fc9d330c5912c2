/// What a local fal has done so far.
public struct EmulatorStatistics: Sendable, Hashable {
  /// The requests that came, by what they were for.
  public var received: [EmulatorOperation: Int] = [:]
  /// The requests that were taken into the queue.
  public var accepted = 0
  /// The faults that happened.
  public var faults = 0
}
