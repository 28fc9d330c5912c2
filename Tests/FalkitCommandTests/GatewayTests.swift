import FalCore
import FalEmulator
import Foundation
import TestSupport
import Testing

@Suite("Gateways")
struct GatewayTests {
  private static let key = "0123abcd-0123-4567-89ab-cdef01234a0c:a-very-secret-half"
  private static let request = "764cabcf-b745-4b3e-ae38-1200304cf45b"

  /// What falkit can do through a gateway; with the exit codes that are right.
  static let commands: [[String]] = [
    ["check-key"],
    ["status", request, "--model", "fal-ai/flux/dev"],
    ["cancel", request, "--model", "fal-ai/flux/dev"],
    ["submit", "fal-ai/flux/dev", "prompt=a cat"],
    ["run", "fal-ai/flux/dev", "prompt=a cat"],
  ]

  /// A gateway whose answers name another host, as those of fal that it passes on do.
  private static func gateway(naming other: String) throws -> RecordingServer {
    try RecordingServer { request in
      let base = "\(other)/fal-ai/flux/requests/\(Self.request)"
      let addresses: JSON = [
        "request_id": .string(Self.request), "response_url": .string(base), "status_url": .string(base + "/status"),
        "cancel_url": .string(base + "/cancel"),
      ]
      guard request.authorization == "Bearer \(Self.key)" else { return (401, ["detail": "no"]) }
      if request.target.contains("00000000-0000-4000-8000") { return (404, ["detail": "no such request"]) }
      if request.target.contains("/status") {
        var status = addresses
        status["status"] = "COMPLETED"
        return (200, status)
      }
      if request.method == "PUT" { return (400, ["status": "ALREADY_COMPLETED"]) }
      if request.method == "POST" {
        var answer = addresses
        answer["status"] = "IN_QUEUE"
        return (200, answer)
      }
      return (200, ["images": [["url": .string("\(other)/file.png")]]])
    }
  }

  @Test("All calls go to the gateway although its answers name other hosts", arguments: commands)
  func bearer(command: [String]) async throws {
    let other = try RecordingServer { _ in (200, [:]) }
    let gateway = try Self.gateway(naming: other.address)
    defer {
      gateway.stop()
      other.stop()
    }
    let folder = try TemporaryFolder()
    let environment = [
      "FALKIT_QUEUE_URL": gateway.address + "/fal-ai", "FALKIT_AUTH_SCHEME": "Bearer", "FAL_KEY": Self.key,
      "FALKIT_RUN_URL": other.address, "FALKIT_REST_URL": other.address, "FALKIT_PLATFORM_URL": other.address,
      "FALKIT_CDN_URL": other.address, "FALKIT_HOME": folder.path,
    ]
    let run = await Falkit.run(list: command, environment: environment)
    #expect(run.code == 0 || run.code == 1, "\(run.error)")
    #expect(!gateway.requests.isEmpty)
    #expect(gateway.requests.allSatisfy { $0.authorization == "Bearer \(Self.key)" })
    #expect(gateway.requests.allSatisfy { $0.target.hasPrefix("/fal-ai/fal-ai/flux") })
    #expect(other.requests.isEmpty)
  }

  @Test("The key of Maton is used where there is none of fal, for the gateway only")
  func maton() async throws {
    let gateway = try Self.gateway(naming: "https://queue.fal.run")
    defer { gateway.stop() }
    var environment = ["FALKIT_QUEUE_URL": gateway.address + "/fal-ai", "MATON_API_KEY": Self.key]
    let run = await Falkit.run("check-key", environment: environment)
    #expect(run.code == 0 && run.output.contains("from MATON_API_KEY"), "\(run.error)")
    #expect(gateway.requests.count == 1)
    let prices = await Falkit.run("pricing", "fal-ai/flux/dev", environment: environment)
    #expect(prices.code == 64 && prices.error.contains("a gateway serves the queue only"))
    environment["FAL_KEY"] = "fal:key"
    environment["FALKIT_PLATFORM_URL"] = gateway.address
    #expect(await Falkit.run("check-key", environment: environment).code == 77)
    #expect(gateway.requests.dropFirst().allSatisfy { $0.authorization == "Key fal:key" })
  }

  @Test("A scheme that is none is refused")
  func scheme() async throws {
    let environment = ["FALKIT_AUTH_SCHEME": "Basic", "FAL_KEY": Self.key]
    let run = await Falkit.run("check-key", environment: environment)
    #expect(run.code == 78 && run.error.contains("Key or Bearer"))
  }

  @Test(
    "The key is in no output and no file, at any verbosity",
    arguments: [[], ["-v"], ["-v", "-v"], ["--json"], ["-q"]]
  )
  func secrecy(options: [String]) async throws {
    var configuration = EmulatorConfiguration()
    configuration.key = Self.key
    let fal = try Emulator(configuration)
    defer { fal.stop() }
    let folder = try TemporaryFolder()
    let environment = CheckKeyCommandTests.environment(fal, key: Self.key).merging(["FALKIT_HOME": folder.path]) { $1 }
    let others = [
      ["pricing", "fal-ai/flux/dev"], ["doctor"], ["auth", "status"], ["config", "list"], ["list", "--all"],
    ]
    for command in Self.commands + others {
      for variables in [environment, environment.merging(["FAL_KEY": Self.key + "x"]) { $1 }] {
        let run = await Falkit.run(list: command + options, environment: variables)
        #expect(!(run.output + run.error).contains("secret"), "\(command)")
        #expect(!run.output.contains("Authorization") && !run.error.contains("Authorization"))
      }
    }
    for (name, content) in try folder.files() {
      #expect(!String(decoding: content, as: UTF8.self).contains("secret"), "\(name)")
    }
  }

  @Test("The key is not sent to a host that an answer names")
  func namedHosts() async throws {
    let other = try RecordingServer { _ in (200, ["status": "COMPLETED"]) }
    let fal = try RecordingServer { request in
      let base = "\(other.address)/fal-ai/flux/requests/\(Self.request)"
      return (
        200,
        [
          "status": "COMPLETED", "request_id": .string(Self.request), "response_url": .string(base),
          "status_url": .string(base + "/status"), "cancel_url": .string(base + "/cancel"),
        ]
      )
    }
    defer {
      fal.stop()
      other.stop()
    }
    let folder = try TemporaryFolder()
    let environment = [
      "FALKIT_QUEUE_URL": fal.address, "FALKIT_RUN_URL": fal.address, "FALKIT_PLATFORM_URL": fal.address,
      "FALKIT_REST_URL": fal.address, "FALKIT_CDN_URL": fal.address, "FAL_KEY": Self.key, "FALKIT_HOME": folder.path,
    ]
    for command in Self.commands { _ = await Falkit.run(list: command, environment: environment) }
    #expect(!fal.requests.isEmpty && fal.requests.allSatisfy { $0.authorization == "Key \(Self.key)" })
    #expect(other.requests.allSatisfy { $0.authorization == nil })
  }
}
