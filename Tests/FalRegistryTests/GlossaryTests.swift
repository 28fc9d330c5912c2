import FalCore
import TestSupport
import Testing

@testable import FalRegistry
@testable import FalSchema

@Suite("Glossary and overrides")
struct GlossaryTests {
  private let record = EndpointRecord(
    id: "fal-ai/flux/dev",
    name: "F",
    category: "text-to-image",
    module: "FalImage",
    status: .active
  )

  @Test("The most specific meaning wins: id, long glob, short glob, category, general")
  func specificity() {
    var overrides: JSON = [
      "text-to-image": ["inputs": ["x": "category"]], "fal-ai/*": ["inputs": ["x": "short"]],
      "fal-ai/flux/*": ["inputs": ["x": "long"]],
      "fal-ai/flux/dev": ["inputs": ["x": "id"]], "other": ["inputs": ["x": "no"]],
    ]
    for (remove, expected) in [
      ("", "id"), ("fal-ai/flux/dev", "long"), ("fal-ai/flux/*", "short"), ("fal-ai/*", "category"),
      ("text-to-image", "general"),
    ] {
      var object = overrides.object ?? [:]
      object[remove] = nil
      overrides = .object(object)
      let glossary = Glossary(json: ["inputs": ["x": "general"], "outputs": ["x": "result"], "overrides": overrides])
        .of(record)
      #expect(glossary.meaning(of: ["x"], .input) == expected)
      #expect(glossary.meaning(of: ["x"], .output) == "result")
    }
  }

  @Test("Members are explained by parent and name, never by the name alone")
  func members() {
    let glossary = Glossary(json: ["inputs": ["scale": "upscaling", "loras.scale": "strength", "loras": "list"]]).of(
      record
    )
    #expect(glossary.meaning(of: ["loras", "scale"], .input) == "strength")
    #expect(glossary.meaning(of: ["outer", "loras", "scale"], .input) == "strength")
    #expect(glossary.meaning(of: ["other", "scale"], .input) == nil)
    #expect(glossary.meaning(of: ["scale"], .input) == "upscaling")
  }

  @Test("All overrides that fit an endpoint apply")
  func overrides() {
    let overrides = Overrides(json: [
      "endpoints": [
        "fal-ai/*": ["combined": [["fields": ["a", "b"], "max_items": 4]]],
        "fal-ai/flux/dev": [
          "fields": ["a": ["min_items": 1, "formats": ["mp4"]]], "references": ["Image": "a"], "category": "c",
        ],
      ]
    ])
    let own = overrides.of("fal-ai/flux/dev")
    #expect(own.combined.map(\.maximumItems) == [4] && own.category == "c")
    #expect(own.references == [PromptReference(mark: "Image", field: "a")])
    var field = SchemaField(name: "a", isRequired: true, node: SchemaNode(shape: .list(SchemaNode(shape: .text))))
    own.apply(to: &field)
    #expect(field.node.limits.minimumItems == 1 && field.node.mediaLimits.formats == ["mp4"])
    #expect(overrides.of("x/y") == EndpointOverride())
  }

  @Test("Examples are small and fit the schema")
  func examples() {
    let input: JSON = [
      "prompt": ["type": "string"], "count": ["type": "integer", "minimum": 3],
      "ratio": ["type": "number", "exclusiveMinimum": 0, "maximum": 0.5],
      "mode": ["enum": ["a", "b"]],
      "pictures": ["type": "array", "items": ["type": "string", "x-fal-file-input": true], "minItems": 2],
      "size": ["$ref": "#/components/schemas/Image"], "on": ["type": "boolean"],
      "steps": ["type": "integer", "default": 28, "minimum": 1],
      "short": ["type": "string", "maxLength": 3], "optional": ["type": "string"],
    ]
    let required: JSON = ["prompt", "count", "mode", "pictures", "size", "on", "steps", "short"]
    let document = TestFeed.document("a/b", input: input, required: required)
    let schema = ModelSchema(snapshot: document, id: "a/b", category: "text-to-image")
    let example = ExampleInput(schema, EndpointOverride()).json
    #expect(example["count"] == 3 && example["mode"] == "a" && example["on"] == true && example["steps"] == 28)
    #expect(example["pictures"].array?.count == 2)
    #expect(example["short"].string?.count == 3)
    #expect(example.object?["optional"] == nil)
  }
}
