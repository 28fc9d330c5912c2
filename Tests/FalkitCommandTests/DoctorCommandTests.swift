import FalCore
import FalEmulator
import Foundation
import TestSupport
import Testing

@testable import FalkitCommand

@Suite("falkit doctor")
struct DoctorCommandTests {
  @Test("With a fal that answers nothing is wrong, and nothing secret is told")
  func healthy() async throws {
    let fal = try Emulator()
    defer { fal.stop() }
    let folder = try TemporaryFolder()
    var environment = CheckKeyCommandTests.environment(fal).merging(["FALKIT_HOME": folder.path]) { $1 }
    environment["NO_PROXY"] = "127.0.0.1"
    environment["HTTPS_PROXY"] = "http://me:hidden@proxy.example:3128"
    let run = await Falkit.run("doctor", "--json", environment: environment)
    #expect(run.code == 0, "\(run.output)")
    let json = try run.json()
    #expect(json["versions"]["falkit"] == .string(FalkitCommand.version))
    #expect(json["key"] == ["source": "FAL_KEY", "id_end": "4a0c"])
    #expect(json["hosts"]["queue"].string?.contains("HTTP 404") == true)
    #expect(json["proxies"]["HTTPS_PROXY"] == "http://...@proxy.example:3128")
    #expect(json["registry"]["models"].int ?? 0 > 1000)
    #expect(!run.output.contains("hidden") && !run.output.contains("secret"))
    let text = await Falkit.run("doctor", environment: environment)
    #expect(text.code == 0 && text.output.contains("TERMINAL\n"))
  }

  @Test("Works without a network, with a local fal, and with a damaged file of settings")
  func elsewhere() async throws {
    let folder = try TemporaryFolder()
    let environment = ["FALKIT_HOME": folder.path]
    let offline = await Falkit.run("doctor", "--offline", "--json", environment: environment)
    #expect(offline.code == 0)
    #expect(try offline.json()["hosts"]["run"] == "https://fal.run: not asked")
    let local = await Falkit.run("doctor", "--local", "--json", environment: environment)
    #expect(local.code == 0)
    #expect(try local.json()["key"]["source"] == "a local fal")
    try FileManager.default.createDirectory(atPath: folder.path + "/config", withIntermediateDirectories: true)
    try folder.write("{", to: "config/config.json")
    let damaged = await Falkit.run("doctor", "--offline", "--json", environment: environment)
    #expect(damaged.code == 1)
    #expect(try damaged.json()["problems"][0].string?.contains("config.json") == true)
  }

  @Test("A host that does not answer is named")
  func unreachable() async throws {
    let fal = try Emulator()
    let environment = CheckKeyCommandTests.environment(fal)
    try fal.goDown()
    let run = await Falkit.run("doctor", "--json", environment: environment)
    #expect(run.code == 1)
    #expect(try run.json()["problems"].array?.count == 5)
  }

  @Test("Passwords of proxies are left out", arguments: ["user:pw@host:1", "http://user:p@w@host:1", "http://pw@host"])
  func passwords(address: String) {
    #expect(
      !SystemFacts.withoutPassword(address).contains("p@w") && !SystemFacts.withoutPassword(address).contains("pw")
    )
    #expect(SystemFacts.withoutPassword(address).contains("@host"))
  }
}
