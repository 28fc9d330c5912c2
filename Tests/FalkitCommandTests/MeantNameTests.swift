import FalCore
import Foundation
import TestSupport
import Testing

@testable import FalkitCommand

@Suite("What was meant is found the same way everywhere")
struct MeantNameTests {
  @Test(
    "A model that there is not leads to those near it, whatever is done with it",
    arguments: [["model-info"], ["run"], ["validate"], ["pricing"], ["schema"], ["batch"], ["submit"]]
  )
  func models(command: [String]) async {
    let more =
      command == ["batch"]
      ? ["x.jsonl"]
      : command == ["pricing"] ? [] : command == ["model-info"] || command == ["schema"] ? [] : ["prompt=a"]
    for (name, meant) in [("flux", "fal-ai/flux/dev"), ("whispr", "fal-ai/whisper")] {
      let run = await Falkit.run(list: command + [name] + more + ["--local"])
      #expect(run.code == 66 && run.error.contains(meant), "\(command) \(name): \(run.error)")
    }
  }

  @Test("A model of an owner may be fal's to know: it is asked for, with what may have been meant before and after")
  func private_() async throws {
    let run = await Falkit.run("run", "fal-ai/flux/dve", "prompt=a", "--local")
    #expect(run.code == 66, "\(run.error)")
    #expect(run.error.components(separatedBy: "fal-ai/flux/dev").count == 3)
    let json = try await Falkit.run("run", "fal-ai/flux/dve", "prompt=a", "--local", "--json").errorJSON()
    #expect(json["error"]["suggestions"][0] == "fal-ai/flux/dev")
  }

  @Test("The case of letters does not matter where only one model is spelled so")
  func letters() async {
    let run = await Falkit.run("run", "FAL-AI/Flux/Dev", "prompt=a", "--dry-run", "--json")
    #expect(run.code == 0 && !run.output.contains("FAL-AI"), "\(run.error)")
    #expect(await Falkit.run("validate", "FAL-AI/FLUX/DEV", "promt=a").code == 65)
  }

  @Test("Inputs are found by a part of their names, and files by what they are")
  func inputs() async {
    for (model, word, meant) in [
      ("fal-ai/flux/dev", "size=square", "image_size"), ("fal-ai/whisper", "file=x", "audio_url"),
      ("fal-ai/flux/dev", "promt=x", "prompt"),
    ] {
      let run = await Falkit.run("validate", model, word)
      #expect(run.code == 65 && run.error.contains("did you mean \(meant)?"), "\(run.error)")
    }
    let size = await Falkit.run("validate", "fal-ai/flux/dev", "prompt=a", "image_size=huge")
    #expect(size.error.contains("{width, height}") && size.error.contains("1 problem with the input"))
  }

  @Test(
    "What other tools call otherwise leads to what it is called here",
    arguments: [
      (["login"], "auth set"), (["ls"], "list"), (["version"], "--version"),
      (["run", "fal-ai/flux/dev", "--async"], "--no-wait"),
      (["image", "a cat"], "falkit --help"),
    ]
  )
  func otherTools(words: [String], meant: String) async {
    let run = await Falkit.run(list: words)
    #expect(run.code == 64 && run.error.contains(meant), "\(run.error)")
  }

  @Test("pricing takes patterns")
  func pricing() async throws {
    let run = try await Falkit.run("pricing", "fal-ai/flux-1/*", "--local", "--json").json()
    let ids = run["prices"].array?.compactMap { $0["endpoint_id"].string } ?? []
    #expect(ids.count > 2 && ids.allSatisfy { $0.hasPrefix("fal-ai/flux-1/") })
    #expect(await Falkit.run("pricing", "nobody/*", "--local").code == 66)
  }
}

@Suite("One value where it is quiet")
struct QuietTests {
  @Test(
    "-q prints the essential value and nothing else",
    arguments: [
      (["pricing", "fal-ai/flux/dev", "--local"], "0"), (["model-info", "fal-ai/flux/dev"], "fal-ai/flux/dev"),
      (["registry", "status"], "bundled"), (["models", "fal-ai/flux/dev"], "fal-ai/flux/dev"),
      (["search", "fal-ai/flux/dev", "-l", "1"], "fal-ai/flux/dev"),
      (["run", "fal-ai/flux/dev", "prompt=a", "--local"], "http://127.0.0.1"),
    ]
  )
  func oneValue(words: [String], beginning: String) async {
    let run = await Falkit.run(list: words + ["-q"])
    #expect(run.code == 0 && run.lines.count == 1 && run.output.hasPrefix(beginning), "\(run.output)\(run.error)")
    #expect(run.error.isEmpty)
  }
}

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

  @Test("Standard input has limits, as files have")
  func largeInput() async {
    let text = String(repeating: "a", count: 70 << 10)
    let run = await Falkit.run("check-key", "--key-file", "-", input: text)
    #expect(run.code == 77 && run.error.contains("more than 64 KB"), "\(run.error)")
  }
}
