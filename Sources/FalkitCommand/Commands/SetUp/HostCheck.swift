import FalCore
import FalSystem

/// Whether a host answers at all, whatever it answers; it is not told the key.
struct HostCheck: Sendable {
  let name: String
  let address: String
  /// `nil` when it was not asked.
  var isReachable: Bool?
  /// The status, or what went wrong.
  var detail = "not asked"

  init(name: String, address: String) {
    self.name = name
    self.address = address
  }

  /// Asks all hosts at the same time.
  static func all(_ checks: [HostCheck]) async -> [HostCheck] {
    // Nothing in this throws: what goes wrong is what is told of a host.
    (try? await Parallel.map(checks, limit: checks.count) { _, check in await check.asked() }) ?? checks
  }

  private func asked() async -> HostCheck {
    var check = self
    let timeouts = HTTPTimeouts(connect: .seconds(5), total: .seconds(10))
    do {
      let response = try await HTTPTransports.standard.send(HTTPRequest("GET", address, timeouts: timeouts))
      check.isReachable = true
      check.detail = "HTTP \(response.status)"
    } catch {
      check.isReachable = false
      check.detail = (error as? TransportError)?.message ?? "\(error)"
    }
    return check
  }
}
