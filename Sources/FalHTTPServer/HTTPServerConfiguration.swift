/// Where a server listens, whom it answers, and how long it waits for them.
package struct HTTPServerConfiguration: Sendable {
  /// The numeric address that it listens on; `127.0.0.1`, which only this machine reaches, by default.
  package var address = "127.0.0.1"
  /// The port; 0, by default, picks a free one.
  package var port: UInt16 = 0
  /// Which requests may come at all, by the names they use and the web pages they are from.
  package var access = HTTPAccessRules()
  /// How long a client may take for the head of a request, from its first byte; 30 seconds by default.
  package var headTime = Duration.seconds(30)
  /// How long a connection may stay open between requests; 2 minutes by default.
  package var idleTime = Duration.seconds(120)
  /// How long a client may neither send what it announced nor take what it asked for; 5 minutes by default.
  package var stallTime = Duration.seconds(300)
  /// The most connections; one more ends that which has waited for a request for longest; 4,096 by default.
  package var connectionLimit = 4_096

  /// Creates a configuration for this machine alone.
  package init(port: UInt16 = 0) { self.port = port }
}
