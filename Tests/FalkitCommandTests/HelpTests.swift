import FalCore
import Foundation
import TestSupport
import Testing

@testable import FalkitCommand

@Suite("Help")
struct HelpTests {
  @Test("falkit --help has a line for each command and option, none of them wide")
  func short() async throws {
    let lines = await Falkit.run("--help", environment: ["COLUMNS": "80"]).lines
    #expect(lines.allSatisfy { $0.count <= 80 })
    for command in FalkitCommand.commands {
      #expect(lines.contains { $0.hasPrefix("  \(command.name) ") && $0.hasSuffix(command.summary) }, "\(command.name)")
    }
    let entries = FalkitCommand.commands.count + GlobalOptions.all.count
    let headings = CommandDefinition.Group.allCases.count + 2
    #expect(lines.count <= entries + headings + 5)
  }

  @Test(
    "The help of a command that takes inputs has those of the model that is named",
    arguments: [
      ["run", "fal-ai/flux/dev"], ["submit", "fal-ai/flux/dev"], ["validate", "prompt=x", "fal-ai/flux/dev"],
      ["schema", "https://fal.ai/models/fal-ai/flux/dev"], ["batch", "fal-ai/flux/dev", "none.jsonl"],
    ]
  )
  func inputs(words: [String]) async throws {
    let help = await Falkit.run(list: words + ["--help"], environment: ["FALKIT_OFFLINE": "1"])
    #expect(help.code == 0 && help.error.isEmpty)
    let start = try #require(help.lines.firstIndex(of: "INPUTS OF fal-ai/flux/dev"))
    #expect(help.lines[start + 1] == " required" && help.lines[start + 2].hasPrefix("  prompt  "))
    #expect(help.lines.contains { $0.hasPrefix("  num_images ") && $0.contains("1 to 4") })
    let json = try await Falkit.run(list: words + ["--help", "--json"]).json()["model"]
    #expect(json["endpoint_id"] == "fal-ai/flux/dev" && json["inputs"][0]["name"].string != nil)
  }

  @Test("The inputs of a request of before are those of its model")
  func rerun() async throws {
    let folder = try TemporaryFolder()
    try folder.write(#"{"endpoint_id": "fal-ai/flux/dev", "input": {}}"#, to: "cat.png.json")
    let help = await Falkit.run("rerun", folder.path + "/cat.png.json", "--help")
    #expect(help.code == 0 && help.output.contains("INPUTS OF fal-ai/flux/dev"))
    #expect(
      !(await Falkit.run("rerun", "@last", "--help", environment: ["FALKIT_HOME": folder.path])).output
        .contains("INPUTS OF")
    )
  }

  @Test("Help is never refused for a name that is wrong")
  func wrongName() async throws {
    let help = await Falkit.run("run", "fal-ai/nothing-like-this\u{1B}[31m", "--help")
    #expect(
      help.code == 0 && help.output.contains("the registry has no such model") && help.output.contains("EXIT CODES")
    )
    #expect(!help.output.contains("\u{1B}"))
    #expect(await Falkit.run("run", "--help").output.contains("INPUTS OF") == false)
    #expect(await Falkit.run("run", "x/y", "--registry", "/none", "--help").code == 0)
  }
}
