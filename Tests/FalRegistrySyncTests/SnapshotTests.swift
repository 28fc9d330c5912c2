import FalCore
import TestSupport
import Testing

@testable import FalRegistry
@testable import FalRegistrySync
@testable import FalSchema

@Suite("Snapshots hold facts only")
struct SnapshotTests {
  @Test("Descriptions, examples, other people's sentences and the queue's own paths go")
  func prose() {
    var document = TestFeed.document(
      "a/b",
      input: [
        "description": [
          "type": "string", "description": "A field called description.", "examples": ["x"], "title": "Description",
        ],
        "mode": ["type": "string", "enum": ["One step at a time, please."], "default": "One step at a time, please."],
        "prompt": [
          "type": "string", "default": "Put this design on their shirt right now", "title": "The prompt to use",
        ],
        "negative_prompt": ["type": "string", "default": "blur, distort, and low quality"],
        "size": ["type": "integer", "x-limit": 3, "x-note": "Use with care", "x-unit": "px", "minimum": 1],
      ],
      components: [("QueueStatus", ["type": "object"]), ("Unused", ["type": "object", "example": "x"])]
    )
    document["info"]["description"] = "Some words."
    document["paths"]["/a/b"]["post"]["responses"] = ["200": TestFeed.body("QueueStatus")]
    document["paths"]["/a/b/requests/{request_id}/status"] = [
      "get": ["responses": ["200": TestFeed.body("QueueStatus")]]
    ]
    let snapshot = SnapshotFormat.normalized(document, id: "a/b")
    let properties = snapshot["components"]["schemas"]["TestInput"]["properties"]

    #expect(properties["description"] == ["type": "string", "title": "Description"])
    #expect(
      properties["mode"] == [
        "type": "string", "enum": ["One step at a time, please."], "default": "One step at a time, please.",
      ]
    )
    #expect(properties["prompt"] == ["type": "string", "x-falkit-has-default": true])
    #expect(properties["negative_prompt"]["default"] == "blur, distort, and low quality")
    #expect(properties["size"] == ["type": "integer", "x-limit": 3, "x-unit": "px", "minimum": 1])
    #expect(snapshot["info"]["description"] == .null)
    #expect(snapshot["paths"].object?.names.sorted() == ["/a/b", "/a/b/requests/{request_id}"])
    #expect(snapshot["components"]["schemas"].object?["QueueStatus"] == nil)
    #expect(snapshot["components"]["schemas"].object?["Unused"] == ["type": "object"])
  }

  @Test("Defaults that were written as texts are the values they stand for")
  func textualDefaults() {
    let document = TestFeed.document(
      "a/b",
      input: [
        "rank": ["type": "integer", "enum": [16, 32, 64], "default": "32"],
        "name": ["type": "string", "default": "null"],
        "mode": ["type": "string", "enum": ["null", "32"], "default": "null"],
        "size": ["type": "string", "enum": ["32", "64"], "default": "32"],
        "text": ["type": "string", "default": "32"],
      ]
    )
    let snapshot = SnapshotFormat.normalized(document, id: "a/b")
    let properties = snapshot["components"]["schemas"]["TestInput"]["properties"]
    #expect(properties["rank"] == ["type": "integer", "enum": [16, 32, 64], "default": 32])
    #expect(properties["name"] == ["type": "string"])
    #expect(properties["mode"]["default"] == "null")
    #expect(properties["size"]["default"] == "32")
    #expect(properties["text"]["default"] == "32")
  }

  @Test("Components that are used under escaped names stay")
  func escapedNames() {
    var document = TestFeed.document(
      "a/b",
      input: ["x": ["$ref": "#/components/schemas/My%20Type"], "y": ["$ref": "#/components/schemas/a~1b"]],
      components: [("My Type", ["type": "integer"]), ("a/b", ["type": "string"]), ("Gone", ["type": "string"])]
    )
    // The queue's own paths use the same components, and one that nothing else uses.
    document["paths"]["/a/b/requests/{request_id}/status"] = [
      "get": [
        "responses": ["200": TestFeed.body("My%20Type"), "400": TestFeed.body("Gone"), "422": TestFeed.body("a~1b")]
      ]
    ]
    let snapshot = SnapshotFormat.normalized(document, id: "a/b")
    let names = Set(snapshot["components"]["schemas"].object?.names ?? [])
    #expect(names == ["My Type", "a/b", "TestInput", "TestOutput", "Image"])
    #expect(OpenAPIDocument(json: snapshot).danglingReferences == [])
    #expect(SnapshotFormat.normalized(snapshot, id: "a/b") == snapshot)
    var resolved = ResolvedSchema(snapshot: snapshot)
    #expect(resolved.input(EndpointGlossary(scopes: []))["properties"]["x"] == ["type": "integer"])
  }

  @Test("What schemas define for themselves stays, also at the top of the document")
  func definitions() {
    var document = TestFeed.document("a/b", input: ["x": ["$ref": "#/$defs/A"]])
    document["$defs"] = ["A": ["type": "integer", "description": "Some words."]]
    let snapshot = SnapshotFormat.normalized(document, id: "a/b")
    #expect(snapshot["$defs"] == ["A": ["type": "integer"]])
    #expect(ModelSchema(snapshot: snapshot, id: "a/b", category: "x").inputs.first?.node.shape == .integer)
  }

  @Test("What contains itself is resolved to a reference that can be followed, whatever it is called")
  func recursiveNames() {
    let name = "a/b c"
    let reference: JSON = ["$ref": "#/components/schemas/a~1b%20c"]
    let document = TestFeed.document(
      "a/b",
      input: ["x": reference],
      components: [(name, ["properties": ["n": reference]])]
    )
    var resolved = ResolvedSchema(snapshot: document)
    let schema = resolved.input(EndpointGlossary(scopes: []))
    #expect(schema["properties"]["x"]["properties"]["n"] == ["$ref": "#/$defs/a~1b%20c"])
    #expect(OpenAPIDocument(json: schema).resolve("#/$defs/a~1b%20c") == schema["$defs"][name])
  }

  @Test("The order of fields is kept when names are sorted")
  func order() {
    let document = TestFeed.document("a/b", input: ["z": ["type": "string"], "a": ["type": "integer"]], required: [])
    let snapshot = SnapshotFormat.normalized(document, id: "a/b")
    #expect(snapshot["components"]["schemas"]["TestInput"]["x-fal-order-properties"] == ["z", "a"])
    let schema = ModelSchema(snapshot: snapshot, id: "a/b", category: "x")
    #expect(schema.inputs.map(\.name) == ["z", "a"])
  }

  @Test("Normalising twice changes nothing")
  func idempotence() throws {
    let document = TestFeed.document(
      "a/b",
      input: [
        "b": ["default": "Some words that make up a sentence."], "a": ["anyOf": [["type": "null"], ["title": "a b"]]],
      ]
    )
    let once = SnapshotFormat.normalized(document, id: "a/b")
    let again = SnapshotFormat.normalized(try JSON(parsing: SnapshotFormat.bytes(once)), id: "a/b")
    #expect(SnapshotFormat.bytes(once) == SnapshotFormat.bytes(again))
  }

  @Test(
    "Sentences are told from values",
    arguments: [
      ("Describe this image.", true), ("Put this design on their shirt", true), ("wow really nice!", true),
      (String(repeating: "word, ", count: 20), true), ("blur, distort, and low quality", false), ("golden hour", false),
      ("", false), (" ", false), ("Abigail Sofa Front", false), ("(bad quality, worst quality:1.2), ugly faces", false),
      ("https://example.com/a/very/long/address/that/is/longer/than/sixty/characters.png", false), ("v1.0.", false),
    ]
  )
  func sentences(text: String, isProse: Bool) {
    #expect(Prose.isProse(text) == isProse)
  }
}
