import FalCore
import TestSupport
import Testing

@testable import FalRegistry
@testable import FalSchema

@Suite("Inputs and outputs that are no plain objects, and files inside them")
struct WholeSchemaTests {
  private func schema(input: JSON = [:], output: JSON = [:], components: JSON = [:]) -> ModelSchema {
    func content(_ schema: JSON) -> JSON { ["content": ["application/json": ["schema": schema]]] }
    let document: JSON = [
      "components": ["schemas": components],
      "paths": ["/a/b": ["post": ["requestBody": content(input)], "get": ["responses": ["200": content(output)]]]],
    ]
    return ModelSchema(snapshot: document, id: "a/b", category: "text-to-image")
  }

  private func record(_ schema: JSON, output: JSON = [:]) -> EndpointRecord {
    func content(_ schema: JSON) -> JSON { ["content": ["application/json": ["schema": schema]]] }
    let document: JSON = [
      "paths": ["/a/b": ["post": ["requestBody": content(schema)], "get": ["responses": ["200": content(output)]]]]
    ]
    var record = EndpointRecord(id: "a/b", name: "", category: "json", module: "", status: .active)
    record.summarize(document, overrides: Overrides())
    return record
  }

  static let wholes: [(JSON, JSON, JSON)] = [
    (["type": "array", "items": ["type": "integer", "minimum": 2]], [2], [1]),
    (["type": "object", "additionalProperties": ["type": "integer"]], ["name": 1], ["a": "b"]),
    (["anyOf": [["type": "string"], ["type": "integer"]]], "The tide comes in twice a day.", true),
    (
      ["anyOf": [["properties": ["a": ["type": "integer"]], "required": ["a"]], ["type": "null"]]], ["a": 1], ["b": 1]
    ),
    (["enum": ["a", 1]], "a", "b"),
    (["type": "array", "items": ["properties": ["a": [:]], "required": ["a"]]], [["a": "a"]], [[:]]),
  ]

  @Test("Whatever an input is as a whole, there is an example of it, and it is checked", arguments: wholes)
  func inputs(input: JSON, example: JSON, wrong: JSON) {
    let schema = schema(input: input)
    #expect(ExampleInput(schema, EndpointOverride()).json == example)
    let validator = InputValidator(schema, EndpointOverride())
    #expect(validator.issues(in: example) == [])
    #expect(!validator.accepts(wrong))
  }

  @Test("An input that may be anything is one")
  func anything() {
    for input: JSON in [true, [:]] {
      let schema = schema(input: input)
      #expect(ExampleInput(schema, EndpointOverride()).json == [:])
      #expect(InputValidator(schema, EndpointOverride()).accepts([1]))
    }
  }

  @Test("A file in a list or map that is the whole is one")
  func files() {
    let file: JSON = ["type": "object", "properties": ["url": ["type": "string"]]]
    let outputs = schema(output: ["type": "array", "items": file]).output
    #expect(outputs.mediaKind == .image)
    let inputs = schema(input: ["type": "array", "items": ["properties": ["image_url": ["type": "string"]]]]).input
    guard case .list(let item) = inputs.shape else { return #expect(Bool(false)) }
    #expect(item.fields.first?.node.media == .image)
    #expect(
      record(["type": "array", "items": file], output: ["type": "array", "items": file]).outputKinds == ["file"]
    )
  }

  // MARK: - Files inside lists of objects

  private static let text: JSON = ["type": "string"]

  static let keyframes: JSON = [
    "type": "array",
    "items": [
      "properties": [
        "keyframes": [
          "type": "array",
          "items": ["properties": ["url": text, "timestamp": ["type": "number"]], "required": ["url"]],
        ]
      ]
    ],
  ]

  @Test("The address in an object about a file is one, in however many lists")
  func addresses() {
    let schema = schema(input: ["properties": ["tracks": Self.keyframes]])
    let input: JSON = ["tracks": [["keyframes": [["url": "a.png", "timestamp": 1]]]]]
    let issues = InputValidator(schema, EndpointOverride()).issues(in: input)
    #expect(issues.map { "\($0.place) \($0.rule.rawValue)" } == ["tracks[0].keyframes[0].url not-a-media-reference"])
    let found = record(["properties": ["tracks": Self.keyframes]]).mediaInputs
    #expect(found == [MediaInputRecord(field: "tracks.keyframes.url", kind: .file)])
  }

  @Test("An address in an object about something else is none", arguments: ["webhook", "sources", "tools", "proxy"])
  func otherAddresses(name: String) {
    let object: JSON = ["properties": ["url": Self.text, "name": Self.text]]
    let list: JSON = ["type": "array", "items": object]
    let members = JSON.object(JSONObject([(name, list)]))
    #expect(record(["properties": members]).mediaInputs == [])
  }

  @Test("Files in each of several kinds of object are found")
  func kinds() {
    let picture: JSON = ["properties": ["image_url": Self.text, "weight": ["type": "number"]]]
    let clip: JSON = ["properties": ["video_url": Self.text, "image_url": Self.text, "start": ["type": "number"]]]
    let found = record(["properties": ["elements": ["type": "array", "items": ["anyOf": [picture, clip]]]]]).mediaInputs
    #expect(found.map(\.field) == ["elements.image_url", "elements.video_url"])
  }

  @Test("What is marked as a file is one among several kinds of value")
  func markedUnion() throws {
    let file: JSON = ["properties": ["url": Self.text]]
    let node = try #require(
      schema(input: ["properties": ["x": ["anyOf": [Self.text, file], "x-fal-file-input": true]]]).inputs.first
    ).node
    guard case .union(let branches) = node.shape else { return #expect(Bool(false)) }
    #expect(node.media == .file && branches.allSatisfy { $0.media == .file })
  }

  // MARK: - Examples

  static let examples: [(JSON, JSON)] = [
    (["type": "integer", "minimum": .number(JSONNumber(UInt64.max))], .number(JSONNumber(UInt64.max))),
    (["type": "integer", "minimum": 9_007_199_254_740_993], 9_007_199_254_740_993),
    (["type": "integer", "default": "5", "minimum": 2], 2),
    (["type": "string", "enum": ["x", "y"], "default": "z"], "x"),
    (["type": "boolean", "default": "true"], true), (["type": "integer", "default": 9, "maximum": 4], 1),
    (["const": .null], .null), (["enum": [1, "auto"], "default": "auto"], "auto"),
  ]

  @Test("An example fits its schema, also where the default does not", arguments: examples)
  func example(schema: JSON, expected: JSON) {
    let model = self.schema(input: ["properties": ["x": schema], "required": ["x"]])
    #expect(ExampleInput(model, EndpointOverride()).json["x"] == expected)
  }

  @Test("An example of what contains itself ends")
  func recursiveExample() {
    let tree: JSON = [
      "type": "object", "required": ["value", "next", "children"],
      "properties": [
        "value": ["type": "integer"], "next": ["anyOf": [["$ref": "#/components/schemas/Tree"], ["type": "null"]]],
        "children": ["type": "array", "items": ["$ref": "#/components/schemas/Tree"]],
      ],
    ]
    let model = schema(input: ["$ref": "#/components/schemas/Tree"], components: ["Tree": tree])
    #expect(ExampleInput(model, EndpointOverride()).json == ["value": 1, "next": .null, "children": []])
  }

  @Test("Odd names of members are kept", arguments: ["", " ", "a.b", "x-fal-order-properties", "$ref", "é", "a\tb"])
  func names(name: String) {
    let number: JSON = ["type": "integer"]
    let members = JSON.object(JSONObject([(name, number), ("Seed", Self.text), ("seed", Self.text)]))
    let model = schema(input: ["properties": members, "required": [.string(name)]])
    #expect(model.inputs.map(\.name) == [name, "Seed", "seed"])
    let value = JSON.object(JSONObject([(name, JSON.string("x"))]))
    #expect(InputValidator(model.input).issues(in: value).map(\.path) == [[.name(name)]])
  }
}
