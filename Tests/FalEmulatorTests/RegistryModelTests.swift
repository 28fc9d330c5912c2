import FalCore
import FalEmulator
import FalRegistry
import TestSupport
import Testing

@testable import FalEmulator

@Suite("The models of a local fal")
struct RegistryModelTests {
  private let registry: Registry
  private let model: RegistryModel

  init() throws {
    registry = try Registry(folder: BundledRegistry.path)
    model = RegistryModel(registry)
  }

  private static func files() -> EmulatedFiles {
    let files = EmulatedFiles()
    files.address.withLock { $0 = "http://127.0.0.1/cdn" }
    return files
  }

  @Test("Every model takes its example, and gives what its schema promises, the same again")
  func everyModel() throws {
    let overrides = try registry.overrides()
    var count = 0
    for record in try registry.records() {
      guard let snapshot = try registry.snapshot(of: record) else { continue }
      let schema = ModelSchema(snapshot: snapshot, id: record.id, category: record.category, overrides: overrides)
      let input = ExampleInput(schema, overrides.of(record.id)).json
      let files = Self.files()
      do {
        let id = try EndpointID(record.id)
        try model.accept(id)
        let output = try model.output(of: id, input: input, files: files)
        #expect(output["seed"] == (try model.output(of: id, input: input, files: files))["seed"])
        let issues = InputValidator(schema.output).issues(in: output)
        #expect(issues.isEmpty, "\(record.id): \(issues.prefix(3)) in \(output.text().prefix(300))")
        count += 1
      } catch let error as ModelFailure {
        Issue.record("\(record.id) refuses its example: \(error.body.text().prefix(300))")
      }
    }
    #expect(count > 1400)
  }

  private func failure(_ id: EndpointID, _ input: JSON) -> ModelFailure? {
    do {
      _ = try model.output(of: id, input: input, files: Self.files())
      return nil
    } catch {
      return error
    }
  }

  @Test("What is wrong with an input is said as fal says it")
  func invalidInputs() throws {
    let missing = try #require(failure("fal-ai/flux/dev", [:]))
    #expect(missing.status == 422)
    #expect(missing.body["detail"][0]["type"] == "missing" && missing.body["detail"][0]["loc"] == ["body", "prompt"])
    let several = try #require(
      failure("fal-ai/flux/dev", ["prompt": "x", "num_images": 9, "guidance_scale": "a", "output_format": "tga"])
    )
    let types = several.body["detail"].array?.compactMap { $0["type"].string } ?? []
    #expect(Set(types) == ["less_than_equal", "float_type", "literal_error"])
    let bound = several.body["detail"].array?.first { $0["type"] == "less_than_equal" }
    #expect(bound?["ctx"] == ["le": 4] && bound?["loc"] == ["body", "num_images"])
    let address = failure("fal-ai/flux/dev/image-to-image", ["prompt": "x", "image_url": "photo.png"])
    #expect(address?.body["detail"][0]["type"] == "file_download_error")
    #expect(failure("fal-ai/flux/dev", ["prompt": "x", "whatever": 1]) == nil)
  }

  @Test("An unknown model is not found")
  func unknown() {
    #expect(throws: ModelFailure.self) { try model.accept("nobody/nothing") }
  }

  @Test("A format that cannot be made is refused when it is asked for, and replaced when it is a default")
  func formats() throws {
    let refused = failure("fal-ai/nano-banana", ["prompt": "a cat", "output_format": "webp"])
    #expect(refused?.body["detail"][0]["type"] == "feature_not_supported")
    #expect(refused?.body["detail"][0]["msg"].string?.contains("jpeg, jpg, png") == true)
  }

  /// The bytes of a file that was returned.
  private func content(_ url: JSON, _ files: EmulatedFiles) throws -> [UInt8] {
    let path = try #require(url.string?.split(separator: "/files/", maxSplits: 1).last.map(String.init))
    guard case .made(let make)? = files.file(at: path)?.content else { return [] }
    return make()
  }

  @Test("Pictures have the size, format and number asked for")
  func pictures() throws {
    let files = Self.files()
    let input: JSON = [
      "prompt": "a cat", "image_size": ["width": 320, "height": 200], "num_images": 2, "output_format": "png",
      "seed": 7,
    ]
    let output = try model.output(of: "fal-ai/flux/dev", input: input, files: files)
    #expect(output["images"].array?.count == 2 && output["seed"] == 7 && output["prompt"] == "a cat")
    #expect(output["has_nsfw_concepts"].array?.count == 2)
    let image = output["images"][1]
    #expect(image["width"] == 320 && image["height"] == 200 && image["content_type"] == "image/png")
    let bytes = try content(image["url"], files)
    #expect(bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]))
    #expect(bytes[16..<24].elementsEqual([0, 0, 1, 0x40, 0, 0, 0, 200]))
    #expect(try content(output["images"][0]["url"], files) != bytes)
    let portrait = try model.output(
      of: "fal-ai/flux/dev",
      input: ["prompt": "x", "image_size": "portrait_16_9"],
      files: files
    )
    #expect(portrait["images"][0]["width"] == 576 && portrait["images"][0]["content_type"] == "image/jpeg")
    #expect(try content(portrait["images"][0]["url"], files).starts(with: [0xFF, 0xD8, 0xFF]))
  }

  @Test("Pictures can be in the output itself")
  func inline() throws {
    let input: JSON = ["prompt": "x", "image_size": ["width": 16, "height": 16], "sync_mode": true]
    let output = try model.output(of: "fal-ai/flux/dev", input: input, files: Self.files())
    #expect(output["images"][0]["url"].string?.hasPrefix("data:image/jpeg;base64,/9j/") == true)
  }

  @Test("A model that does not stream has no stream; of one that does, texts grow")
  func streams() throws {
    #expect(throws: ModelFailure.self) {
      try model.stream(of: "fal-ai/nano-banana", input: ["prompt": "a cat"], files: Self.files())
    }
    let record = try #require(try registry.records().first { $0.isStreaming && $0.category == "llm" })
    let events = try model.stream(
      of: try EndpointID(record.id),
      input: ["prompt": "Why?", "model": "google/gemini-2.5-flash"],
      files: EmulatedFiles()
    )
    let texts = events.compactMap { $0["output"].string }
    #expect(texts.count == 3 && texts[2].hasPrefix(texts[0]) && texts[0].count < texts[2].count)
  }
}
