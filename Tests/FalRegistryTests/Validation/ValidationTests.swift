import FalCore
import TestSupport
import Testing

@testable import FalRegistry
@testable import FalSchema

@Suite("Checking inputs")
struct ValidationTests {
  private static let lora: JSON = [
    "type": "object", "required": ["path"],
    "properties": ["path": ["type": "string"], "scale": ["type": "number", "maximum": 4]],
  ]

  @Test("All problems are told at once, each with its place")
  func places() {
    let validator = TestInput.validator(
      [
        "prompt": ["type": "string"], "loras": ["type": "array", "items": Self.lora],
        "sizes": ["type": "object", "additionalProperties": ["type": "integer"]],
      ],
      required: ["prompt"]
    )
    let issues = validator.issues(in: ["loras": [["scale": 9], ["path": 3]], "sizes": ["a": "b"], "other": 1])
    #expect(
      issues.map { "\($0.place) \($0.rule.rawValue)" }
        == [
          "prompt required", "loras[0].path required", "loras[0].scale range", "loras[1].path type", "sizes.a type",
          "other unknown-field",
        ]
    )
    #expect(issues[2].path == [.name("loras"), .index(0), .name("scale")])
    #expect(issues[2].problem == .tooLarge(bound: JSONNumber(4), isExclusive: false) && issues[2].value == 9)
  }

  @Test("Of a union the problems with the nearest branch are told")
  func union() {
    let size: JSON = [
      "anyOf": [
        [
          "type": "object",
          "properties": ["width": ["type": "integer", "maximum": 10], "height": ["type": "integer"]],
        ],
        ["type": "string", "enum": ["square", "auto"]],
      ]
    ]
    #expect(TestInput.issues(size, ["width": 5, "height": 6]) == [])
    #expect(TestInput.issues(size, ["width": 50, "height": 6]).map(\.place) == ["x.width"])
    #expect(TestInput.issues(size, "sqare").map(\.rule) == [.enumeration])
    #expect(TestInput.issues(size, 3).map(\.problem) == [.wrongType(expected: [.object, .text])])
  }

  @Test("A schema alone checks any value, such as an output")
  func output() throws {
    let document = TestFeed.document("a/b", output: ["images": ["type": "array", "items": ["type": "object"]]])
    let schema = ModelSchema(snapshot: document, id: "a/b", category: "text-to-image")
    let validator = InputValidator(schema.output)
    #expect(validator.issues(in: ["images": []]) == [])
    #expect(validator.issues(in: ["images": 1]).map(\.rule) == [.type])
  }

  @Test("Anything goes where the document does not say what")
  func unknown() {
    let schema = ModelSchema(snapshot: [:], id: "a/b", category: "x")
    #expect(InputValidator(schema, EndpointOverride()).issues(in: ["x": 1]) == [])
  }

  static let override: JSON = [
    "combined": [["fields": ["elements", "image_urls"], "max_items": 2]],
    "references": ["Element": "elements", "Image": "image_urls", "Video": "video_url"],
  ]

  static let referring: [(JSON, [String])] = [
    (["prompt": "put @Image1 and @element1 into @Video1", "image_urls": [1], "elements": [1], "video_url": 1], []),
    (["prompt": "a cat"], []),
    (["prompt": "@Image2", "image_urls": [1]], ["reference-out-of-range prompt", "reference-unused image_urls[0]"]),
    (["prompt": "@Image0 @Image1", "image_urls": [1]], ["reference-out-of-range prompt"]),
    (["prompt": "@Video1 and @Video1"], ["reference-out-of-range prompt"]),
    (["prompt": "me@home1 @Other9 @Image @99999999999999999999", "video_url": 1], []),
    (["prompt": "a cat", "elements": [1]], ["reference-unused elements[0]"]),
    (
      ["multi_prompt": [["prompt": "@Image1"], ["prompt": "@Image3"]], "image_urls": [1]],
      ["reference-out-of-range multi_prompt[1].prompt"]
    ),
    (
      ["prompt": "@Element1 @Element2 @Image1", "elements": [1, 2], "image_urls": [3]], ["combined-limit image_urls"],
    ),
  ]

  @Test("Limits over several inputs and references in prompts are checked", arguments: referring)
  func references(input: JSON, expected: [String]) {
    let list: JSON = ["type": "array"]
    let validator = TestInput.validator(
      ["prompt": ["type": "string"], "multi_prompt": list, "elements": list, "image_urls": list, "video_url": [:]],
      Self.override
    )
    let issues = validator.issues(in: input)
    #expect(Set(issues.map { "\($0.rule.rawValue) \($0.place)" }) == Set(expected))
    #expect(issues.allSatisfy { ($0.severity == .warning) == ($0.rule == .referenceUnused) })
  }

  @Test("Inputs and schemas that are nested without end are survived")
  func depth() {
    var schema: JSON = ["type": "integer"]
    var value: JSON = "x"
    for _ in 0..<90 {
      schema = ["anyOf": [["type": "array", "items": schema], ["type": "boolean"]]]
      value = [value]
    }
    #expect(TestInput.issues(schema, value) == [])
    let wide = JSON.array((0..<100_000).map { .string("\($0)") })
    let issues = TestInput.issues(["type": "array", "items": ["type": "integer"]], wide)
    #expect((100..<1_000).contains(issues.count))
  }

  @Test("Random inputs are checked without a crash, whatever the model")
  func fuzz() throws {
    let registry = try Registry(folder: BundledRegistry.path)
    let overrides = try registry.overrides()
    var random = SeededRandom(seed: 1)
    var found = 0
    for record in try registry.records() where Int.random(in: 0..<10, using: &random) == 0 {
      guard let snapshot = try registry.snapshot(of: record) else { continue }
      let schema = ModelSchema(snapshot: snapshot, id: record.id, category: record.category, overrides: overrides)
      let validator = InputValidator(schema, overrides.of(record.id))
      for _ in 0..<20 {
        let input = RandomJSON.object(of: schema.inputs.map(\.name), &random)
        found += validator.issues(in: input).map(\.description.utf8.count).count
      }
    }
    #expect(found > 1_000)
  }
}
