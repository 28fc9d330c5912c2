/// Why a local fal could not be started.
public struct EmulatorError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What happened, in a sentence without its full stop.
  public let message: String

  /// What happened.
  public var description: String { message }
}
