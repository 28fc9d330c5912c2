import FalCore
import FalHTTPServer
import FalProxy
import FalSystem

/// A server in fal's place that keeps what it gets.
final class Upstream: Sendable {
  /// A request as it came.
  struct Received: Sendable {
    let method: String
    let target: String
    let fields: HTTPFields
    let body: [UInt8]
  }

  static let key = "0f3b2c1d-aaaa-bbbb-cccc-1234567890ab:5e6f7a8b9c0d1e2f3a4b5c6d7e8f9a0b"
  /// Where no server is, also when other tests start some.
  static let nowhere = hosts("http://127.0.0.1:1")
  static let secret = "5e6f7a8b9c0d1e2f3a4b5c6d7e8f9a0b"

  private let server: HTTPServer
  private let log: Lock<[Received]>

  /// Starts, and answers after the body has been read.
  init(
    answer: @escaping @Sendable (Received, HTTPResponder) throws -> Void = { _, responder in
      try responder.respond(200, ["Content-Type": "application/json"], Array(#"{"ok":true}"#.utf8))
    }
  ) throws {
    let log = Lock<[Received]>([])
    self.log = log
    server = try HTTPServer { request, responder in
      let received = Received(
        method: request.method,
        target: request.target,
        fields: request.headers,
        body: try request.readBody(limit: 1 << 30)
      )
      log.withLock { $0.append(received) }
      try answer(received, responder)
    }
  }

  var address: String { server.address }

  var received: [Received] { log.withLock { $0 } }

  func stop() { server.stop() }

  /// The services, each under a path of its own.
  var hosts: FalHosts { Self.hosts(address) }

  static func hosts(_ address: String) -> FalHosts {
    FalHosts(
      run: address + "/run",
      queue: address + "/queue",
      rest: address + "/rest",
      cdn: address + "/cdn",
      platform: address + "/platform",
      site: address + "/site"
    )
  }

  /// A proxy for it that lets everybody in.
  func proxy(
    _ allowed: [String] = ["fal-ai/flux/**", "acme/echo/fast"],
    _ change: (inout FalProxyConfiguration) -> Void = { _ in }
  ) throws -> FalProxy {
    try FalProxy(try Self.configuration(hosts, allowed, change))
  }

  static func configuration(
    _ hosts: FalHosts,
    _ allowed: [String] = ["fal-ai/flux/**", "acme/echo/fast"],
    _ change: (inout FalProxyConfiguration) -> Void = { _ in }
  ) throws -> FalProxyConfiguration {
    var configuration = FalProxyConfiguration(
      credentials: try FalCredentials(key: key),
      allowedEndpoints: allowed
    ) { _ in ProxyCaller(id: "everybody") }
    configuration.hosts = hosts
    change(&configuration)
    return configuration
  }
}

extension FalProxy {
  /// The answer to a request for a target.
  func answer(
    _ method: String,
    _ target: String,
    fields: HTTPFields = [:],
    body: HTTPRequestBody = .none
  ) async -> HTTPResponse {
    var all: HTTPFields = ["x-fal-target-url": target]
    for (name, value) in fields { all.append(name, value) }
    return await response(to: ProxyRequest(method: method, fields: all, body: body))
  }
}
