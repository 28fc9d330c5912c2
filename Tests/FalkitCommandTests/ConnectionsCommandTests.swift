import FalCore
import Foundation
import TestSupport
import Testing

@Suite("falkit connections")
struct ConnectionsCommandTests {
  private static let connection: JSON = [
    "connection_id": "c-1", "status": "PENDING", "app": "fal-ai", "method": "API_KEY",
    "url": "https://connect.example/?session_token=t",
  ]

  private func server() throws -> RecordingServer {
    try RecordingServer { request in
      guard request.authorization == "Bearer maton-secret" else { return (401, ["detail": "unknown key"]) }
      switch (request.method, request.target.prefix { $0 != "?" }) {
      case ("GET", "/connections"):
        let isFiltered = request.target.contains("status=ACTIVE")
        return (200, ["connections": isFiltered ? [] : [Self.connection]])
      case ("POST", "/connections"): return (200, ["connection": Self.connection])
      case ("GET", "/connections/c-1"): return (200, ["connection": Self.connection])
      case ("DELETE", "/connections/c-1"): return (200, [:])
      default: return (404, ["detail": "no such connection"])
      }
    }
  }

  @Test("Connections are begun, listed, shown and removed")
  func all() async throws {
    let server = try server()
    defer { server.stop() }
    let environment = ["FALKIT_CONNECTIONS_URL": server.address, "MATON_API_KEY": "maton-secret", "FAL_KEY": "fal:key"]
    func falkit(_ words: String...) async throws -> FalkitProcess.Result {
      let run = await Falkit.run(list: ["connections"] + words, environment: environment)
      #expect(!(run.output + run.error).contains("maton-secret"))
      return run
    }
    let created = try await falkit("create")
    #expect(created.code == 0 && created.output == "https://connect.example/?session_token=t\n")
    #expect(try JSON(parsing: server.requests[0].body) == ["app": "fal-ai"])
    #expect(try await falkit("create", "--json").json()["connection"]["connection_id"] == "c-1")
    #expect(try await falkit("list", "--json", "-v").json()["count"] == 0)
    #expect(try await falkit("list", "--all").output == "c-1\tPENDING\tfal-ai\n")
    #expect(try await falkit("get", "c-1").output == "c-1\tPENDING\tfal-ai\n")
    #expect(try await falkit("get", "../x").code == 66)
    #expect(server.requests.last?.target == "/connections/%2E%2E%2Fx")
    #expect(try await falkit("delete", "c-1", "--json").json()["deleted"] == "c-1")
    #expect(server.requests.last?.method == "DELETE")
    #expect(try await falkit("delete", "c-2").code == 66)
  }

  @Test("Without a key, with a wrong one, without a network, with an address that is none")
  func problems() async throws {
    let server = try server()
    defer { server.stop() }
    #expect(await Falkit.run("connections", "list", environment: ["FAL_KEY": "fal:key"]).code == 77)
    var environment = ["FALKIT_CONNECTIONS_URL": server.address, "MATON_API_KEY": "wrong"]
    #expect(await Falkit.run("connections", "list", environment: environment).code == 77)
    #expect(await Falkit.run("connections", "list", "--offline", environment: environment).code == 69)
    environment["FALKIT_CONNECTIONS_URL"] = "http://example.com"
    #expect(await Falkit.run("connections", "list", environment: environment).code == 78)
  }
}
