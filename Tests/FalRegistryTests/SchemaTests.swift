import FalCore
import TestSupport
import Testing

@testable import FalRegistry
@testable import FalRegistrySync
@testable import FalSchema

@Suite("Reading schemas")
struct SchemaTests {
  private func input(_ schema: JSON, named name: String = "x", _ components: [(String, JSON)] = []) throws -> SchemaNode
  {
    let document = TestFeed.document(
      "a/b",
      input: .object(JSONObject([(name, schema)])),
      required: [],
      components: components
    )
    return try #require(ModelSchema(snapshot: document, id: "a/b", category: "image-to-image").inputs.first).node
  }

  private func output(
    _ schema: JSON,
    named name: String,
    category: String = "text-to-image",
    _ components: [(String, JSON)] = []
  ) throws -> SchemaNode {
    let document = TestFeed.document("a/b", output: .object(JSONObject([(name, schema)])), components: components)
    return try #require(ModelSchema(snapshot: document, id: "a/b", category: category).outputs.first).node
  }

  @Test("A choice with null is an optional value, not a union")
  func nullable() throws {
    for schema: JSON in [
      ["anyOf": [["type": "integer"], ["type": "null"]]], ["type": ["integer", "null"]],
      ["type": "integer", "nullable": true],
      ["oneOf": [["type": "null"], ["type": "integer"]], "default": .null],
    ] {
      let node = try input(schema)
      #expect(node.shape == .integer && node.isNullable)
    }
    #expect(try input(["enum": ["a", .null]]).allowedValues == ["a"])
  }

  @Test("A union keeps its branches, each once")
  func union() throws {
    let node = try input([
      "anyOf": [
        ["$ref": "#/components/schemas/Image"], ["type": "string", "enum": ["a", "b"]],
        ["type": "string", "enum": ["a", "b"]],
      ]
    ])
    guard case .union(let branches) = node.shape else { return #expect(Bool(false), "no union: \(node.shape)") }
    #expect(branches.count == 2)
    #expect(node.fields.map(\.name) == ["url", "width"])
  }

  @Test("Wrappers add what stands beside a reference")
  func allOf() throws {
    let size: (String, JSON) = ("Size", ["type": "object", "properties": ["width": ["type": "integer"]]])
    let node = try input(["allOf": [["$ref": "#/components/schemas/Size"]], "default": ["width": 3]], [size])
    #expect(node.fields.map(\.name) == ["width"])
    #expect(node.defaultValue == ["width": 3])
  }

  @Test("A schema that contains itself ends")
  func recursion() throws {
    let tree: (String, JSON) = (
      "Tree",
      [
        "type": "object",
        "properties": ["children": ["type": "array", "items": ["$ref": "#/components/schemas/Tree"]]],
      ]
    )
    let node = try input(["$ref": "#/components/schemas/Tree"], [tree])
    guard case .list(let item) = try #require(node.fields.first).node.shape else { return #expect(Bool(false)) }
    #expect(item.shape == .recursive("Tree"))
    let loop: (String, JSON) = ("Loop", ["$ref": "#/components/schemas/Loop"])
    #expect(try input(["$ref": "#/components/schemas/Loop"], [loop]).shape == .recursive("Loop"))
  }

  @Test("Limits are read in all their spellings")
  func limits() throws {
    let plain = try input(["type": "number", "minimum": 1, "maximum": 5, "multipleOf": 0.5]).limits
    #expect(plain.minimum == JSONNumber(1) && plain.maximum == JSONNumber(5) && plain.multipleOf?.double == 0.5)
    let exclusive = try input(["type": "number", "exclusiveMinimum": 0]).limits
    #expect(exclusive.exclusiveMinimum == JSONNumber(0) && exclusive.minimum == nil)
    let old = try input(["type": "number", "minimum": 0, "exclusiveMinimum": true]).limits
    #expect(old.exclusiveMinimum == JSONNumber(0) && old.minimum == nil)
    let foreign = try input(["type": "number", "ge": -4, "le": 4]).limits
    #expect(foreign.minimum == JSONNumber(-4) && foreign.maximum == JSONNumber(4))
    let lists = try input([
      "type": "array", "items": ["type": "string"], "minItems": 1, "maxItems": 3, "uniqueItems": true,
    ]).limits
    #expect(lists.minimumItems == 1 && lists.maximumItems == 3 && lists.hasUniqueItems)
  }

  @Test(
    "Inputs that take files are known by extension, name or override",
    arguments: [
      ("image_url", MediaKind.image), ("mask_video_url", .video), ("audio_urls", .audio), ("images_data_url", .file),
      ("pdf_url", .file),
      ("mesh_url", .model3D), ("image_archive_url", .file),
    ]
  )
  func mediaInputs(name: String, kind: MediaKind) throws {
    #expect(try input(["type": "string"], named: name).mediaKind == kind)
    #expect(try input(["type": "array", "items": ["type": "string"]], named: name).mediaKind == kind)
    #expect(try input(["anyOf": [["type": "string"], ["type": "null"]]], named: name).mediaKind == kind)
  }

  @Test("What is only named like a file is none")
  func notMedia() throws {
    #expect(try input(["type": "boolean"], named: "return_byteplus_urls").mediaKind == nil)
    #expect(try input(["type": "string", "enum": ["a_url", "b"]], named: "image_url").mediaKind == nil)
    #expect(try input(["type": "string"], named: "image").mediaKind == nil)
    #expect(try input(["type": "string", "x-fal-file-input": true], named: "picture").mediaKind == .image)
    let limited = try input(["type": "string", "x-fal": ["max_file_size": 100, "timeout": 20]], named: "clip")
    #expect(limited.mediaKind == .video && limited.mediaLimits.numbers == ["max_file_size": JSONNumber(100)])
  }

  @Test("Outputs are files when they have an address")
  func mediaOutputs() throws {
    let file: (String, JSON) = (
      "VideoFile", ["type": "object", "properties": ["url": ["type": "string"], "content_type": ["type": "string"]]]
    )
    #expect(try output(["$ref": "#/components/schemas/VideoFile"], named: "result", [file]).mediaKind == .video)
    #expect(
      try output(["type": "array", "items": ["$ref": "#/components/schemas/Image"]], named: "images").mediaKind
        == .image
    )
    #expect(try output([:], named: "audio_file").mediaKind == .audio)
    #expect(try output([:], named: "timings").mediaKind == nil)
    #expect(try output(["type": "string"], named: "prompt").mediaKind == nil)
  }

  @Test("Documents that grow without bounds when references are followed are cut off")
  func bounds() throws {
    let count = 5_000
    func component(_ number: Int, _ members: [String]) -> (String, JSON) {
      let next: JSON = ["$ref": .string("#/components/schemas/C\(number + 1)")]
      let properties = JSON.object(JSONObject(members.map { ($0, number + 1 < count ? next : ["type": "string"]) }))
      return ("C\(number)", ["type": "object", "properties": properties])
    }
    for members in [["a"], ["a", "b", "c"]] {
      let document = TestFeed.document(
        "a/b",
        input: ["x": ["$ref": "#/components/schemas/C0"]],
        components: (0..<count).map { component($0, members) }
      )
      #expect(
        ModelSchema(snapshot: document, id: "a/b", category: "x").inputs.first?.node.fields.map(\.name) == members
      )
      var resolved = ResolvedSchema(snapshot: document)
      #expect(resolved.input(EndpointGlossary(scopes: []))["properties"]["x"]["properties"].object?.names == members)
      #expect(SnapshotFormat.normalized(document, id: "a/b")["components"]["schemas"].object?.count == count + 3)
    }
  }

  @Test("Documents nested deeper than anybody needs are cut off")
  func depth() throws {
    let chain = (0..<50).map { number -> (String, JSON) in
      var schema: JSON = ["$ref": .string("#/components/schemas/C\(number + 1)")]
      for _ in 0..<100 { schema = ["type": "array", "items": schema] }
      return ("C\(number)", schema)
    }
    let document = TestFeed.document(
      "a/b",
      input: ["x": ["$ref": "#/components/schemas/C0"]],
      required: ["x"],
      components: chain
    )
    let schema = ModelSchema(snapshot: document, id: "a/b", category: "x")
    #expect(schema.inputs.count == 1)
    #expect(ExampleInput(schema, EndpointOverride()).json["x"].array?.count == 1)
    var resolved = ResolvedSchema(snapshot: document)
    #expect(resolved.input(EndpointGlossary(scopes: []))["properties"]["x"]["type"] == "array")
  }

  static let senselessLimits: [JSON] = [
    ["type": "integer", "minimum": 1e300], ["type": "integer", "multipleOf": 1e-300],
    ["type": "number", "exclusiveMinimum": 1e308], ["type": "string", "maxLength": -1],
    ["type": "array", "items": ["type": "string"], "minItems": 1_000_000_000_000],
    [
      "type": "array", "minItems": 1000,
      "items": ["type": "array", "minItems": 1000, "items": ["type": "array", "minItems": 1000]],
    ],
    ["type": "array", "minItems": -5], ["type": "integer", "minimum": 9, "maximum": 3],
  ]

  @Test("Limits that make no sense are survived", arguments: senselessLimits)
  func limits(schema: JSON) {
    let document = TestFeed.document("a/b", input: ["x": schema], required: ["x"])
    let model = ModelSchema(snapshot: document, id: "a/b", category: "x")
    #expect(ExampleInput(model, EndpointOverride()).json.text().utf8.count < 1_000)
  }

  @Test("Hostile documents are read without a crash")
  func hostile() throws {
    let documents: [JSON] = [
      [:], .null, [], "x", ["paths": 7], ["paths": ["/a": .null]],
      ["paths": ["/a": ["post": ["requestBody": ["content": [:]]]]]],
      [
        "paths": [
          "/a": [
            "post": [
              "requestBody": ["content": ["application/json": ["schema": ["$ref": "#/components/schemas/A~1B"]]]]
            ]
          ]
        ], "components": ["schemas": ["A/B": ["type": "object", "properties": 3]]],
      ],
      [
        "paths": [
          "/a": ["post": ["requestBody": ["content": ["application/json": ["schema": ["$ref": "http://x/y"]]]]]]
        ]
      ],
      [
        "paths": [
          "/a": [
            "post": [
              "requestBody": [
                "content": [
                  "application/json": [
                    "schema": ["type": ["a", "b"], "anyOf": 3, "enum": "x", "required": 1, "items": []]
                  ]
                ]
              ]
            ]
          ]
        ]
      ],
    ]
    for document in documents {
      let schema = ModelSchema(snapshot: document, id: "a/b", category: "x")
      _ = ExampleInput(schema, EndpointOverride()).json
      _ = SnapshotFormat.bytes(SnapshotFormat.normalized(document, id: "a/b"))
    }
  }

  @Test("Documents damaged at random are read without a crash")
  func fuzz() throws {
    let document = TestFeed.document(
      "a/b",
      input: [
        "size": [
          "anyOf": [["$ref": "#/components/schemas/Image"], ["type": "string", "enum": ["a"]]], "default": ["url": "x"],
        ],
        "list": ["type": "array", "items": ["allOf": [["$ref": "#/components/schemas/Image"]]], "maxItems": 4],
      ]
    )
    let bytes = document.utf8()
    var random = SeededRandom(seed: 1)
    var read = 0
    for _ in 0..<2_000 {
      var damaged = bytes
      for _ in 0..<3 {
        let position = Int.random(in: 0..<damaged.count, using: &random)
        damaged[position] = bytes[Int.random(in: 0..<bytes.count, using: &random)]
      }
      guard let json = try? JSON(parsing: damaged) else { continue }
      read += 1
      let schema = ModelSchema(snapshot: json, id: "a/b", category: "x")
      _ = ExampleInput(schema, EndpointOverride()).json
      let once = SnapshotFormat.normalized(json, id: "a/b")
      #expect(SnapshotFormat.normalized(once, id: "a/b") == once)
    }
    #expect(read > 20)
  }
}
