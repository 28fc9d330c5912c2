/// How a request is followed.
public struct FollowOptions: Sendable {
  /// Whether the lines that the model writes are asked for; yes by default.
  public var includesLogs = true
  /// How long to wait between asking for the status, where there is no stream; half a second by default.
  public var pollInterval: Duration = .milliseconds(500)
  /// Whether the status stream is used; yes by default.
  public var usesStatusStream = true

  /// Creates the usual options.
  public init() {}
}
