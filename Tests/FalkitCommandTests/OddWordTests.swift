import FalCore
import Foundation
import TestSupport
import Testing

@testable import FalkitCommand

@Suite("Odd words")
struct OddWordTests {
  private static let key = "0a1b2c3d-1111-2222-3333-444455556666:0123456789abcdef0123456789abcdef"

  @Test(
    "A key in a wrong place is repeated by no command",
    arguments: [
      ["run", "KEY"], ["run", "fal-ai/flux/dev", "prompt=a", "--key-file", "KEY"], ["status", "KEY"],
      ["model-info", "KEY"],
      ["search", "KEY"], ["batch", "fal-ai/flux/dev", "KEY"], ["upload", "KEY"], ["config", "get", "KEY"],
      ["run", "fal-ai/flux/dev", "-t", "KEY"], ["run", "fal-ai/flux/dev", "seed=KEY"], ["models", "-c", "KEY"],
      ["completions", "KEY"], ["KEY"], ["auth", "set", "KEY"], ["to-data-uri", "KEY"], ["pricing", "KEY", "--local"],
    ]
  )
  func keys(words: [String]) async {
    let words = words.map { $0 == "KEY" ? Self.key : $0.replacing("KEY", with: Self.key) }
    for more in [[], ["--json"]] {
      let run = await Falkit.run(list: words + more)
      #expect(run.code != 0 || words[0] == "search")
      #expect(!(run.output + run.error).contains("0123456789abcdef"), "\(words): \(run.output)\(run.error)")
    }
  }

  @Test(
    "Times may have several parts",
    arguments: [("1h30m", 5400.0), ("2m5s", 125), ("90", 90), ("1.5h", 5400), ("1d2h", 93_600)]
  )
  func times(text: String, seconds: Double) throws {
    #expect(try DurationArgument.duration(text, option: "x") == .seconds(seconds))
  }

  @Test("What is no time is none, also where nothing is sent", arguments: ["1h30", "h", "", "1x", "-1", "1h-30m"])
  func noTimes(text: String) async {
    #expect(throws: (any Error).self) { try DurationArgument.duration(text, option: "x") }
    #expect(await Falkit.run("run", "fal-ai/flux/dev", "prompt=a", "--dry-run", "-t", text).code == 64)
  }

  @Test("Old ids have a number in front, and no owner")
  func oldIDs() async {
    let run = await Falkit.run("run", "110602490-lcm", "prompt=a", "--dry-run")
    #expect(run.code == 0, "\(run.error)")
  }

  @Test("What cannot be fal's id is not sent to fal", arguments: ["", "@last", "../../x", "a b"])
  func noIDs(id: String) async {
    let run = await Falkit.run("adopt", id, environment: ["FAL_KEY": "a:b"])
    #expect(run.code == 64, "\(run.error)")
  }

  #if !canImport(Darwin)
    @Test("Certificates of one's own that cannot be read are told, before anything is asked")
    func certificates() async throws {
      let home = try TemporaryFolder()
      let environment = ["FALKIT_HOME": home.path, "FAL_KEY": "a:b", "FALKIT_PLATFORM_URL": "https://127.0.0.1:1"]
      #expect(await Falkit.run("config", "set", "ca_file", home.path + "/none.pem", environment: environment).code == 0)
      let run = await Falkit.run("check-key", environment: environment)
      #expect(run.code != 0 && run.error.contains("none.pem cannot be read"), "\(run.error)\(run.output)")
    }
  #endif

  @Test(
    "Where JSON is asked for there is a document, whatever the command",
    arguments: [
      ["completions", "bash"], ["man"], ["man", "run"], ["config", "set", "jobs", "3"], ["config", "unset", "jobs"],
      ["config", "list"], ["registry", "status"], ["auth", "status"], ["doctor", "--offline"], ["list"],
    ]
  )
  func documents(words: [String]) async throws {
    let home = try TemporaryFolder()
    let run = await Falkit.run(list: words + ["--json"], environment: ["FALKIT_HOME": home.path, "FAL_KEY": "a:b"])
    #expect(throws: Never.self, "\(run.output)") { try run.json() }
  }

  @Test("Colours are those of a line each, which pagers need")
  func colours() {
    #expect(Style(isEnabled: true).dim("a\n\nb") == "\u{1B}[2ma\u{1B}[0m\n\n\u{1B}[2mb\u{1B}[0m")
    #expect(Style(isEnabled: false).dim("a\nb") == "a\nb")
  }

  @Test("Standard input has limits, as files have")
  func largeInput() async {
    let text = String(repeating: "a", count: 70 << 10)
    let run = await Falkit.run("check-key", "--key-file", "-", input: text)
    #expect(run.code == 77 && run.error.contains("more than 64 KB"), "\(run.error)")
  }
}
