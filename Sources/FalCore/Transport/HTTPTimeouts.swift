/// How long to wait for a server.
public struct HTTPTimeouts: Sendable, Hashable {
  /// For a connection, including the name's address and TLS; 30 seconds by default.
  public var connect: Duration
  /// Between any two bytes, sent or received, the first one included; without limit by default.
  public var idle: Duration?
  /// For all of it, until the last byte of the answer; without limit by default.
  public var total: Duration?

  /// Creates timeouts.
  public init(connect: Duration = .seconds(30), idle: Duration? = nil, total: Duration? = nil) {
    self.connect = connect
    self.idle = idle
    self.total = total
  }
}
