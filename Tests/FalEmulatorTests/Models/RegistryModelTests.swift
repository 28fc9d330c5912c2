import FalCore
import FalRegistry
import Foundation
import TestSupport
import Testing

@testable import FalEmulator

@Suite("Models of a registry")
struct RegistryModelTests {
  private let local: LocalModel

  init() throws {
    local = try LocalModel.shared.get()
  }

  @Test(
    "Endpoints that are not in the registry are not found",
    arguments: [
      ("fal-ai/flux/dev", nil), ("fal-ai/no-such-app", "Application 'no-such-app' not found"),
      ("nobody/app/path", "Application 'app' not found"), ("fal-ai/flux/nope/x", "Path /nope/x not found"),
    ] as [(EndpointID, String?)]
  )
  func accept(endpoint: EndpointID, detail: String?) {
    do throws(ModelFailure) {
      try local.model.accept(endpoint)
      #expect(detail == nil)
    } catch {
      #expect(error.status == 404 && error.body["detail"].string == detail)
    }
  }

  @Test("What the input says comes back, as many times as it asks")
  func echo() throws {
    let input: JSON = ["prompt": "a cat", "seed": .number(JSONNumber(UInt64.max)), "num_images": 3]
    let output = try local.output("fal-ai/flux/dev", input).json
    #expect(output["prompt"] == "a cat" && output["seed"] == input["seed"])
    #expect(output["images"].array?.count == 3 && output["has_nsfw_concepts"] == [false, false, false])
    #expect(output["timings"] == [:])
  }

  @Test("Without a seed the input decides, whatever the order of its members")
  func seed() throws {
    func seed(_ input: JSON) throws -> JSON { try local.output("fal-ai/flux/dev", input).json["seed"] }
    let one = try seed(["prompt": "a", "num_images": 2])
    #expect(one.int != nil)
    #expect(try seed(["num_images": 2, "prompt": "a"]) == one)
    #expect(try seed(["prompt": "b", "num_images": 2]) != one)
  }

  @Test("Pictures of one output differ")
  func pictures() throws {
    let size: JSON = ["width": 16, "height": 16]
    let (output, bytes) = try local.output("fal-ai/flux/dev", ["prompt": "a", "num_images": 2, "image_size": size])
    #expect(bytes(output["images"][0]) != bytes(output["images"][1]))
  }

  @Test("Fields that nobody knows are passed over, and numbers may be texts")
  func lenient() throws {
    let output = try local.output("fal-ai/flux/dev", ["prompt": "a", "num_images": "2", "no_such_field": 1]).json
    #expect(output["images"].array?.count == 2)
  }

  @Test("Language models say that there is none")
  func text() throws {
    let output = try local.output("openrouter/router", ["prompt": "Why?", "model": "a/b"]).json
    #expect(output["output"] == "A local fal has no model; the prompt was: Why?" && output["error"] == .null)
    let heard = try local.output("fal-ai/whisper", ["audio_url": "https://example.com/a.wav"]).json
    #expect(heard["text"].string?.hasPrefix("A local fal has no model") == true)
    #expect(heard["chunks"][0]["timestamp"] == [0, 1])
  }

  @Test("Endpoints without a schema return what their category does")
  func noSchema() throws {
    let (output, bytes) = try local.output("fal-ai/hyper-sdxl", ["prompt": "a"])
    let file = try #require(bytes(output["images"][0]))
    #expect(file.starts(with: [0x89, 0x50, 0x4E, 0x47]))
  }

  @Test("What streams sends growing texts and ends with the output")
  func stream() throws {
    let input: JSON = ["prompt": "Why is the sky blue?", "model": "a/b"]
    let events = try local.model.stream(of: "openrouter/router", input: input, files: LocalModel.files())
    let texts = events.map { $0["output"].string ?? "" }
    #expect(events.count == 3 && texts[0].count < texts[1].count && texts[1].count < texts[2].count)
    #expect(events.map { $0["partial"].bool } == [true, true, false])
    #expect(events.last == (try local.output("openrouter/router", input).json))

    let pictures = try local.model.stream(of: "fal-ai/flux/dev", input: ["prompt": "a"], files: LocalModel.files())
    #expect(pictures.count == 2 && pictures.allSatisfy { $0["images"].array?.count == 1 })
  }

  @Test("What does not stream has no such path")
  func noStream() {
    let failure = #expect(throws: ModelFailure.self) {
      try local.model.stream(of: "fal-ai/flux/schnell", input: ["prompt": "a"], files: LocalModel.files())
    }
    #expect(failure?.status == 404 && failure?.body == ["detail": "Path /stream not found"])
  }

  @Test("A registry that cannot be read is told as such")
  func brokenRegistry() throws {
    let folder = try TemporaryFolder()
    try FileManager.default.createDirectory(atPath: folder.path + "/references", withIntermediateDirectories: true)
    try folder.write("{", to: "references/models.json")
    let registry = try Registry(folder: folder.path)
    let failure = #expect(throws: ModelFailure.self) { try RegistryModel(registry).accept("a/b") }
    #expect(failure?.status == 500 && failure?.body["detail"].string?.contains("registry") == true)
  }

  @Test("A client gets through the whole way")
  func client() async throws {
    let emulator = try Emulator(model: local.model)
    defer { emulator.stop() }
    var configuration = FalConfiguration(credentials: try FalCredentials(key: "id:secret"))
    configuration.hosts = emulator.hosts
    let client = try FalClient(configuration)
    let result = try await client.run("fal-ai/flux/dev", input: ["prompt": "a cat", "seed": 5])
    #expect(result.output["images"][0]["url"].string?.hasPrefix(emulator.address) == true)
    #expect(result.output["seed"] == 5)
    await #expect(throws: FalError.self) { try await client.run("fal-ai/flux/dev", input: [:]) }
  }
}
