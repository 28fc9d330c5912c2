import FalCore
import FalProxy
import FalSystem
import TestSupport
import Testing

@Suite("Who may use a proxy", .timeLimit(.minutes(2)))
struct AuthorizationTests {
  private struct Broken: Error {}

  @Test("Who asks is seen by fields and address; others are refused before anything is sent")
  func hook() async throws {
    let upstream = try Upstream()
    defer { upstream.stop() }
    var configuration = try Upstream.configuration(upstream.hosts)
    configuration.authorize = { request in
      if request.fields["Authorization"] == "broken" { throw Broken() }
      guard request.fields["Authorization"] == "Bearer right", request.remoteAddress == "10.0.0.1" else { return nil }
      return ProxyCaller(id: "u1")
    }
    let proxy = try FalProxy(configuration)
    func answer(_ authorization: String?, _ address: String?) async -> HTTPResponse {
      var fields: HTTPFields = ["x-fal-target-url": upstream.hosts.run + "/fal-ai/flux/dev"]
      fields["Authorization"] = authorization
      return await proxy.response(to: ProxyRequest(method: "POST", fields: fields, remoteAddress: address))
    }
    for (authorization, address) in [(nil, "10.0.0.1"), ("Bearer wrong", "10.0.0.1"), ("Bearer right", nil)] {
      let refused = await answer(authorization, address)
      #expect(refused.status == 401 && refused.fields["x-fal-proxy-error"] == "not-sent")
      #expect(try await refused.body.collect() == Array(#"{"detail":"Unauthorized"}"#.utf8))
    }
    #expect(await answer("broken", "10.0.0.1").status == 503)
    #expect(upstream.received.isEmpty)
    #expect(await answer("Bearer right", "10.0.0.1").status == 200)
    #expect(upstream.received.map { $0.fields["Authorization"] } == ["Key \(Upstream.key)"])
  }

  @Test("A configuration that cannot work is an error")
  func configurations() throws {
    let valid = try Upstream.configuration(FalHosts())
    _ = try FalProxy(valid)
    let changes: [(inout FalProxyConfiguration) -> Void] = [
      { $0.allowedEndpoints = [] }, { $0.allowedEndpoints = ["fal-ai/flux/dev", ""] },
      { $0.allowedEndpoints = ["flux"] },
      { $0.hosts.run = "http://fal.run" }, { $0.hosts.queue = "" }, { $0.hosts.rest = "https://u@rest.fal.ai" },
      { $0.hosts.cdn = "ftp://x" }, { $0.hosts.run = "https://fal.run?x" }, { $0.limits.requestsPerMinute = 0 },
      { $0.limits.concurrentRequests = 0 }, { $0.limits.largestBody = -1 },
    ]
    for change in changes {
      var configuration = valid
      change(&configuration)
      #expect(throws: FalError.self) { try FalProxy(configuration) }
    }
  }
}
