/// How a request is followed.
public struct FollowOptions: Sendable, Hashable {
  /// Whether the lines that the model writes are asked for; yes by default.
  public var includesLogs: Bool
  /// How long to wait between asking for the status, where there is no stream; half a second by default.
  public var pollInterval: Duration
  /// Whether the status stream is used; yes by default.
  public var usesStatusStream: Bool
  /// After so long without a status the stream is given up, although the connection may seem alive.
  package var longestSilence = Duration.seconds(10)

  /// Creates options, the usual ones where nothing is given.
  ///
  /// - Parameters:
  ///   - includesLogs: Whether the lines that the model writes are asked for.
  ///   - pollInterval: How long to wait between asking for the status, where there is no stream.
  ///   - usesStatusStream: Whether the status stream is used.
  public init(includesLogs: Bool = true, pollInterval: Duration = .milliseconds(500), usesStatusStream: Bool = true) {
    self.includesLogs = includesLogs
    self.pollInterval = pollInterval
    self.usesStatusStream = usesStatusStream
  }
}
