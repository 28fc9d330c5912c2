import FalCore
import FalEmulator
import TestSupport
import Testing

@Suite("falkit check-key")
struct CheckKeyCommandTests {
  private static let key = "0123abcd-0123-4567-89ab-cdef01234a0c:a-very-secret-half"

  /// The variables that lead falkit to a local fal.
  static func environment(_ emulator: Emulator, key: String? = CheckKeyCommandTests.key) -> [String: String] {
    let hosts = emulator.hosts
    var variables = [
      "FALKIT_RUN_URL": hosts.run, "FALKIT_QUEUE_URL": hosts.queue, "FALKIT_REST_URL": hosts.rest,
      "FALKIT_CDN_URL": hosts.cdn, "FALKIT_PLATFORM_URL": hosts.platform,
    ]
    variables["FAL_KEY"] = key
    return variables
  }

  private func emulator(_ change: (inout EmulatorConfiguration) -> Void = { _ in }) throws -> Emulator {
    var configuration = EmulatorConfiguration()
    configuration.key = Self.key
    change(&configuration)
    return try Emulator(configuration)
  }

  @Test("A good key: where it comes from, how it ends, what it may do, and never the key")
  func good() async throws {
    let fal = try emulator()
    defer { fal.stop() }
    let run = await Falkit.run("check-key", "-v", environment: Self.environment(fal))
    #expect(run.code == 0)
    #expect(run.lines[0] == "key      ok, from FAL_KEY (id ends in 4a0c)")
    #expect(run.lines[1] == "queue    reachable")
    #expect(run.lines[2].hasPrefix("rights   run models: yes   read prices: yes   admin: "))
    #expect(!(run.output + run.error).contains("secret"))
    #expect(fal.statistics.accepted == 0)
  }

  @Test("A key of a file or of standard input wins over the environment")
  func files() async throws {
    let fal = try emulator()
    defer { fal.stop() }
    let folder = try TemporaryFolder()
    try folder.write("  \(Self.key)\n", to: "key")
    let environment = Self.environment(fal, key: "other:key")
    let file = await Falkit.run(
      "check-key",
      "--key-file",
      folder.path + "/key",
      "--json",
      environment: environment
    )
    #expect(try file.json()["ok"] == true && file.code == 0)
    #expect(try file.json()["source"] == .string(folder.path + "/key"))
    let input = await Falkit.run("check-key", "--key-file", "-", environment: environment, input: Self.key)
    #expect(input.code == 0 && input.output.contains("from standard input"))
    let missing = await Falkit.run("check-key", "--key-file", folder.path + "/none", environment: environment)
    #expect(missing.code == 77 && missing.error.contains("there is no file"))
  }

  @Test("A key that fal does not know is refused, one of a locked account is told apart")
  func bad() async throws {
    let fal = try emulator()
    defer { fal.stop() }
    let refused = await Falkit.run("check-key", "--json", environment: Self.environment(fal, key: "wrong:key"))
    #expect(refused.code == 77)
    #expect(try refused.json()["accepted"] == false)
    let locked = try emulator { $0.account.isLocked = true }
    defer { locked.stop() }
    let run = await Falkit.run("check-key", environment: Self.environment(locked))
    #expect(run.code == 77 && run.output.contains("the account is locked"))
  }

  @Test("Without a key, with half a key, without a network")
  func none() async throws {
    let missing = await Falkit.run("check-key", "--json")
    #expect(missing.code == 77)
    #expect(try missing.json()["ok"] == false && missing.json()["source"] == .null)
    let half = await Falkit.run("check-key", "--offline", environment: ["FAL_KEY": "no-colon"])
    #expect(half.code == 77 && half.output.contains("has not the form id:secret"))
    let offline = await Falkit.run("check-key", "--offline", environment: ["FAL_KEY": Self.key])
    #expect(offline.code == 0 && offline.output.contains("fal was not asked"))
    let fal = try emulator()
    let environment = Self.environment(fal)
    try fal.goDown()
    let unreachable = await Falkit.run("check-key", "--json", environment: environment)
    #expect(unreachable.code == 69 && unreachable.output.isEmpty)
    #expect(try unreachable.errorJSON()["error"]["code"] == "unavailable")
    #expect(try unreachable.errorJSON()["error"]["retryable"] == true)
  }

  @Test("A local fal needs none")
  func local() async throws {
    let run = await Falkit.run("check-key", "--local", environment: ["FAL_KEY": "not a key\u{1}"])
    #expect(run.code == 0 && run.output.hasPrefix("key      not needed, from a local fal"))
  }
}
