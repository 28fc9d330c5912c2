import FalCore
import FalRegistry
import Foundation
import TestSupport
import Testing

@testable import FalkitCommand

@Suite("falkit model-info")
struct ModelInfoCommandTests {
  @Test("A model is described for people")
  func human() async throws {
    let result = await Falkit.run("model-info", "fal-ai/flux/dev")
    #expect(result.code == 0 && result.error.isEmpty)
    for text in [
      "FLUX.1 [dev]    text-to-image    active", "REQUIRED\n  prompt", "OPTIONAL", "default 28, 1 to 50",
      "one of: none, regular, high",
      "or {width, height}", "RETURNS", "list of image", "RUN\n  falkit run fal-ai/flux/dev prompt='",
    ] {
      #expect(result.output.contains(text), "\(text)")
    }
    #expect(result.lines.filter { !$0.contains("falkit run") }.allSatisfy { $0.count <= 80 })
  }

  @Test("What the catalogue does not state is there")
  func overrides() async throws {
    let kling = await Falkit.run("model-info", "fal-ai/kling-video/o3/standard/video-to-video/edit").output
    for text in [
      "mp4 mov, 3-10.05 s, 720-2160 px, 24-60 fps, at most 200 MB", "at most 4 together with", "@Video1", "@Image1",
      "@Element1",
    ] {
      #expect(kling.contains(text), "\(text)")
    }
    let banana = try await Falkit.run("model-info", "fal-ai/nano-banana-pro/edit", "--json").json()
    let images = try #require(banana["fields"].array?.first { $0["name"] == "image_urls" })
    #expect(images["limits"]["min_items"] == 1 && images["required"] == true && images["type"] == "list of image")
  }

  @Test("A model is described for programs")
  func json() async throws {
    let json = try await Falkit.run("model-info", "fal-ai/veo3.1", "--json").json()
    #expect(json["endpoint_id"] == "fal-ai/veo3.1" && json["required"] == ["prompt"])
    #expect(json["output_kinds"] == ["video"])
    #expect(json["example"]["prompt"].string?.isEmpty == false)
    let fields = try #require(json["fields"].array)
    #expect(fields.count == (json["required"].array?.count ?? 0) + (json["optional"].array?.count ?? 0))
    let duration = try #require(fields.first { $0["name"] == "duration" })
    #expect(duration["enum"].array?.isEmpty == false && duration["description"].string?.hasSuffix(".") == true)
    #expect(json["outputs"][0]["kind"] == "video")
  }

  @Test(
    "A model can be named by the address of its page, and its letters' case does not matter",
    arguments: [
      "https://fal.ai/models/fal-ai/flux/dev", "https://fal.ai/models/fal-ai/flux/dev/api?x=1#y",
      "fal.ai/models/fal-ai/flux/dev/playground/",
      "Fal-AI/Flux/Dev", "https://queue.fal.run/fal-ai/flux/dev", "/fal-ai/flux/dev/",
    ]
  )
  func names(name: String) async throws {
    #expect(try await Falkit.run("model-info", name, "--json").json()["endpoint_id"] == "fal-ai/flux/dev")
  }

  @Test("Ids that differ only in case are told apart")
  func caseMatters() async throws {
    for id in ["CassetteAI/music-generator", "cassetteai/music-generator"] {
      #expect(try await Falkit.run("model-info", id, "--json").json()["endpoint_id"] == .string(id))
    }
    #expect(await Falkit.run("model-info", "CASSETTEAI/music-generator").code == 66)
  }

  @Test("Unknown models are refused with the nearest ones")
  func unknown() async throws {
    let result = await Falkit.run("model-info", "fal-ai/flux/dve")
    #expect(result.code == 66 && result.output.isEmpty)
    #expect(result.error.contains("nearest  fal-ai/flux/dev") && result.error.contains("falkit search"))
    let json = await Falkit.run("model-info", "whisper", "--json")
    #expect(json.code == 66 && json.output.isEmpty)
    #expect(try json.errorJSON()["error"]["suggestions"][0] == "fal-ai/whisper")
    #expect(try json.errorJSON()["error"]["code"] == "not-found")
    #expect(await Falkit.run("model-info", "not an id").code == 64)
  }

  @Test("Single fields are shown with all their values")
  func fields() async throws {
    let result = await Falkit.run("model-info", "fal-ai/whisper", "language")
    #expect(result.output.contains("zh") && !result.output.contains("more; all:") && !result.output.contains("RUN"))
    let json = try await Falkit.run("model-info", "fal-ai/whisper", "language", "--json").json()
    #expect(json["fields"].array?.count == 1 && json["outputs"] == [])
    let unknown = await Falkit.run("model-info", "fal-ai/whisper", "langage")
    #expect(unknown.code == 66 && unknown.error.contains("language"))
  }

  @Test("A model without a schema says so")
  func noSchema() async throws {
    let result = await Falkit.run("model-info", "fal-ai/hyper-sdxl")
    #expect(result.code == 0 && result.output.contains("expansion_failed"))
    let openai = await Falkit.run("model-info", "openrouter/router/openai/v1/embeddings")
    #expect(openai.output.contains("does not describe the input"))
  }

  @Test(
    "The command to paste is understood by the shell, and its input is valid",
    arguments: ["fal-ai/flux/dev", "fal-ai/kling-video/o3/standard/video-to-video/edit", "fal-ai/minimax-music/v2"]
  )
  func command(id: String) async throws {
    let json = try await Falkit.run("model-info", id, "--json").json()
    let shell = try ChildProcess.run(
      "/bin/sh",
      ["-c", (json["command"].string ?? "") + " --dry-run --json"],
      environment: FalkitProcess.environment(["PATH": FalkitProcess.executable.deletingLastPathComponent().path])
    )
    let document = try JSON(parsing: shell.output)
    #expect(document["input"] == json["example"] && document["valid"] == true)
    #expect(document["endpoint_id"] == .string(id))
  }

  @Test("Every model can be described")
  func everyModel() async throws {
    // In one process: describing all of them one by one would start as many processes.
    for description in try await EveryModel.descriptions() {
      await Task.yield()
      #expect(!description.command.isEmpty)
      #expect(description.example.object != nil)
      for field in description.schema.required where description.schema.describesInput {
        #expect(description.example.object?[field.name] != nil, "\(description.record.id): \(field.name)")
      }
    }
  }
}
