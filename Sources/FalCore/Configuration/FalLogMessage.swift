/// What a client says about its work.
public struct FalLogMessage: Sendable, CustomStringConvertible {
  /// How important it is.
  public enum Level: Sendable, Hashable, Comparable {
    /// Each request and each answer.
    case debug
    /// Something did not work and is tried again, or another way.
    case notice
  }

  /// How important it is.
  public let level: Level
  /// What happened, on one line.
  public let message: String

  /// Creates a message.
  package init(level: Level, message: String) {
    self.level = level
    self.message = message
  }

  /// What happened.
  public var description: String { message }
}
