import FalCore
import FalEmulator
import FalHTTPServer
import FalPlatform
import FalSystem
import TestSupport

/// A Platform API that answers as a test says, and a client for it.
struct ScriptedPlatform {
  static let key = "11111111-2222:very-secret"

  let client: FalClient
  /// The requests that came: method and target.
  let targets: Lock<[String]>
  /// What the client logged.
  let lines: Lock<[String]>

  /// Starts one that asks a closure for status, fields and body of each answer, by how many requests came before.
  init(
    _ change: (inout FalConfiguration) throws -> Void = { _ in },
    answer: @escaping @Sendable (_ count: Int, _ request: IncomingRequest) throws -> (Int, HTTPFields, String)
  ) throws {
    let (targets, lines) = (Lock<[String]>([]), Lock<[String]>([]))
    let server = try HTTPServer { request, responder in
      let count = targets.withLock { targets in
        targets.append("\(request.method) \(request.target)")
        return targets.count - 1
      }
      let (status, fields, body) = try answer(count, request)
      try responder.respond(status, fields, Array(body.utf8))
    }
    (self.targets, self.lines) = (targets, lines)
    var configuration = FalConfiguration(credentials: try FalCredentials(key: Self.key))
    let address = server.address
    configuration.hosts = FalHosts(run: address, queue: address, rest: address, cdn: address, platform: address)
    configuration.retries = RetryPolicy(attempts: 3, delay: .milliseconds(1), longestDelay: .milliseconds(2))
    // It serves as long as there is the client.
    configuration.log = { line in withExtendedLifetime(server) { lines.withLock { $0.append(line.message) } } }
    try change(&configuration)
    client = try FalClient(configuration)
  }

  /// One that gives these bodies in turn, and the last for ever.
  init(_ bodies: String..., status: Int = 200) throws {
    try self.init { count, _ in (status, [:], bodies[min(count, bodies.count - 1)]) }
  }

  var count: Int { targets.withLock { $0.count } }
}

extension AsyncSequence where Self: Sendable {
  /// All elements.
  func all() async throws -> [Element] {
    var elements: [Element] = []
    for try await element in self { elements.append(element) }
    return elements
  }
}
