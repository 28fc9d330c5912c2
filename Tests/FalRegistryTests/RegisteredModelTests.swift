import FalCatalog
import FalCore
import Testing

@Suite("Models of a registry")
struct RegisteredModelTests {
  private let registry = Registry.bundled

  private func model(_ id: String) throws -> RegisteredModel { try #require(try registry.model(id)) }

  @Test("One call gives all that is known")
  func all() throws {
    let model = try model("fal-ai/flux/dev")
    #expect(model.id == "fal-ai/flux/dev" && model.record.category == "text-to-image")
    #expect(model.inputs.first { $0.name == "prompt" }?.isRequired == true)
    #expect(model.outputs.contains { $0.name == "images" })
    #expect(model.meaning(of: "prompt")?.isEmpty == false && model.meaning(ofOutput: "images")?.isEmpty == false)
    #expect(model.meaning(of: "no_such_input") == nil)
    #expect(model.document?["openapi"].string != nil)
    #expect(model.issues(in: model.example).isEmpty)
    #expect(try registry.model("acme/no-such-model") == nil)
  }

  @Test("Texts are read as what the schema says; what cannot be read is an issue")
  func texts() throws {
    let model = try model("fal-ai/flux/dev")
    let input = model.input(from: [
      "seed": "7", "prompt": "7", "sync_mode": "yes", "num_images": "9", "guidance_scale": "much", "colour": "red",
    ])
    #expect(input["seed"] == 7 && input["prompt"] == "7" && input["sync_mode"] == true)
    #expect(input["guidance_scale"] == "much" && input["colour"] == "red")
    let issues = model.issues(in: input)
    #expect(Set(issues.map(\.place)) == ["num_images", "guidance_scale", "colour"])
    #expect(issues.first { $0.place == "num_images" }?.rule == .range)
  }

  @Test("A text for a list is the list in JSON, or its item")
  func lists() throws {
    let model = try model("fal-ai/nano-banana-pro/edit")
    let input = model.input(from: ["prompt": "as a watercolour", "image_urls": "https://example.com/a.png"])
    #expect(input["image_urls"] == ["https://example.com/a.png"])
    #expect(model.input(from: ["image_urls": " [\"a\", \"b\"]"])["image_urls"] == ["a", "b"])
    #expect(model.input(from: ["image_urls": "[a"])["image_urls"] == ["[a"])
    #expect(model.issues(in: input).isEmpty)
  }

  @Test("Models are listed by category, and found by words")
  func finding() throws {
    let models = try registry.models(category: "text-to-image")
    #expect(models.count > 1 && models.allSatisfy { $0.category == "text-to-image" })
    #expect(try registry.models().count > models.count)
    #expect(try registry.search("img2img flux").isEmpty == false)
  }
}
