import FalCore
import Foundation
import TestSupport
import Testing

@Suite("Runs on a local fal of the command's own")
struct LocalRunTests {
  @Test("They are recorded, and that their addresses end with the command is said")
  func recorded() async throws {
    let home = try TemporaryFolder()
    let environment = ["FALKIT_HOME": home.path]
    let run = await Falkit.run("run", "fal-ai/flux/dev", "prompt=a cat", "--local", environment: environment)
    #expect(run.code == 0 && run.error.contains("addresses end with the command"), "\(run.error)")
    let list = try await Falkit.run("list", "--all", "--json", environment: environment).json()
    #expect(list["requests"][0]["status"] == "COMPLETED" && list["requests"][0]["label"] == "a cat")
    #expect(try await Falkit.run("list", "--json", environment: environment).json()["count"] == 0)
    let again = await Falkit.run("rerun", "@last", "--local", "--dry-run", "--json", environment: environment)
    #expect(try again.code == 0 && again.json()["input"]["prompt"] == "a cat", "\(again.error)\(again.output)")
  }
}
