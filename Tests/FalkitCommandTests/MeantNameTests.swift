import FalCore
import Foundation
import TestSupport
import Testing

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
