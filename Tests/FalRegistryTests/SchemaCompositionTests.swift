import FalCore
import TestSupport
import Testing

@testable import FalRegistry
@testable import FalSchema

@Suite("Reading schemas that are put together")
struct SchemaCompositionTests {
  /// The whole input.
  func schema(_ input: JSON, _ components: JSON = [:]) -> ModelSchema {
    let content: JSON = ["content": ["application/json": ["schema": input]]]
    let document: JSON = [
      "components": ["schemas": components], "paths": ["/a/b": ["post": ["requestBody": content]]],
    ]
    return ModelSchema(snapshot: document, id: "a/b", category: "text-to-image")
  }

  func node(_ schema: JSON, _ components: JSON = [:]) throws -> SchemaNode {
    try #require(self.schema(["properties": ["x": schema]], components).inputs.first).node
  }

  func branches(_ node: SchemaNode) throws -> [SchemaNode] {
    guard case .union(let branches) = node.shape else { throw NotAUnion(shape: node.shape) }
    return branches
  }

  struct NotAUnion: Error {
    let shape: SchemaNode.Shape
  }

  static func object(_ members: [(String, JSON)]) -> JSON { .object(JSONObject(members)) }

  static func reference(_ name: String) -> JSON { ["$ref": .string("#/components/schemas/\(name)")] }

  /// Members by name, those that must be given with an exclamation mark.
  func members(_ node: SchemaNode) -> [String] {
    guard case .object(let fields) = node.shape else { return [] }
    return fields.map { $0.name + ($0.isRequired ? "!" : "") }
  }

  static let base: JSON = ["type": "object", "properties": ["a": ["type": "integer"], "b": ["type": "string"]]]

  // MARK: - allOf

  static let wholes: [(JSON, [String])] = [
    (["allOf": [reference("Base"), ["required": ["a"]]]], ["a!", "b"]),
    (["allOf": [["required": ["a"]], reference("Base")]], ["a!", "b"]),
    (["allOf": [reference("Base"), reference("Needs")]], ["a", "b!"]),
    (["allOf": [reference("Base")], "required": ["b"]], ["a", "b!"]),
    (["allOf": [reference("Base")], "properties": ["c": ["type": "boolean"]], "required": ["c"]], ["a", "b", "c!"]),
    (["$ref": "#/components/schemas/Base", "properties": ["c": [:]], "required": ["a"]], ["a!", "b", "c"]),
    (["allOf": [["description": "Words."], reference("Base"), ["nullable": true]]], ["a", "b"]),
    (
      [
        "allOf": [["properties": ["z": [:]], "required": ["z"]], ["allOf": [reference("Base"), ["required": ["a"]]]]]
      ],
      ["z!", "a!", "b"]
    ),
    // What must be given and is described nowhere may be anything.
    (["type": "object", "properties": ["a": [:]], "required": ["b", "a"]], ["a!", "b!"]),
    (["type": "object", "required": ["a"]], ["a!"]),
    (["type": "object", "additionalProperties": true, "required": ["a"]], ["a!"]),
    (["allOf": [reference("Base"), ["required": ["c"]]]], ["a", "b", "c!"]),
    (["allOf": [reference("Base"), ["type": "object", "required": ["a"]]]], ["a!", "b"]),
    (["allOf": [["type": "object", "required": ["a"]], reference("Base")]], ["a!", "b"]),
  ]

  @Test("What parts say together holds, in whatever order", arguments: wholes)
  func parts(schema: JSON, expected: [String]) throws {
    let node = try node(schema, ["Base": Self.base, "Needs": ["required": ["b"]]])
    #expect(members(node) == expected)
    #expect(node.losses == [])
  }

  static let partlyTold: [(JSON, SchemaLoss)] = [
    (
      ["allOf": [["additionalProperties": ["type": "integer"], "type": "object"], reference("Base")]],
      .keyword("additionalProperties")
    ),
    (
      ["type": "object", "additionalProperties": ["type": "integer"], "properties": ["a": ["type": "integer"]]],
      .keyword("additionalProperties")
    ),
    (["type": "object", "additionalProperties": ["type": "integer"], "required": ["a"]], .keyword("required")),
  ]

  @Test("What an object says about members without a name, and is not told, is a loss", arguments: partlyTold)
  func others(schema: JSON, loss: SchemaLoss) throws {
    #expect(try node(schema, ["Base": Self.base]).losses == [loss])
  }

  @Test("Where a discriminator has no mapping, the names of the components tell the branches apart")
  func implicitMapping() throws {
    let kind: JSON = ["type": "object", "properties": ["kind": ["type": "string"]]]
    let set: JSON = ["type": "object", "properties": ["kind": ["type": "string", "enum": ["dog"]]]]
    let other: JSON = ["type": "object", "properties": ["kind": ["type": "string", "default": "fish"]]]
    let node = try node(
      [
        "oneOf": .array(["Cat", "Dog", "Fish", "Bird"].map(Self.reference)),
        "discriminator": ["propertyName": "kind", "mapping": ["b": "Bird"]],
      ],
      [
        "Cat": kind, "Dog": set, "Fish": other,
        "Bird": ["type": "object", "properties": ["wings": ["type": "integer"]]],
      ]
    )
    let values = try branches(node).map { $0.fields.first { $0.name == "kind" }?.node.allowedValues }
    // What a branch says itself counts for more.
    #expect(values == [["Cat"], ["dog"], [], ["b"]])
  }

  @Test("Limits, defaults and null of any part hold for the whole")
  func facts() throws {
    let limited = try node([
      "allOf": [["type": "integer", "minimum": 1, "maximum": 9], ["maximum": 5], ["default": 3], ["nullable": true]]
    ])
    #expect(limited.shape == .integer && limited.isNullable && limited.defaultValue == 3)
    #expect(limited.limits.minimum == JSONNumber(1) && limited.limits.maximum == JSONNumber(5))
    let both = try node(["allOf": [["type": ["string", "null"]], ["type": "string", "enum": ["a", "b"]]]])
    #expect(both.allowedValues == ["a", "b"] && !both.isNullable)
    let member = try node([
      "allOf": [
        ["properties": ["kind": ["type": "string"]], "required": ["kind"]],
        ["properties": ["kind": ["const": "cat"], "lives": ["type": "integer"]]],
      ]
    ])
    #expect(members(member) == ["kind!", "lives"] && member.fields.first?.node.allowedValues == ["cat"])
  }

  @Test("What nothing can be is told")
  func contradiction() throws {
    let node = try node(["allOf": [["type": "string"], ["type": "integer"]]])
    #expect(node.shape == .text && node.losses == [.combination])
  }

  // MARK: - Unions

  static let cat: JSON = ["type": "object", "properties": ["lives": ["type": "integer"]], "required": ["lives"]]
  static let dog: JSON = ["type": "object", "properties": ["tail": ["type": "number"]]]

  static let unions: [JSON] = [
    [
      "type": "object", "properties": ["name": ["type": "string"]], "required": ["name"],
      "oneOf": [reference("Cat"), reference("Dog")],
    ],
    [
      "allOf": [
        ["anyOf": [reference("Cat"), reference("Dog")]],
        ["properties": ["name": ["type": "string"]], "required": ["name"]],
      ]
    ],
    ["properties": ["name": ["type": "string"]], "anyOf": [reference("Cat"), reference("Dog")], "required": ["name"]],
  ]

  @Test("Every branch has the members that are common to all", arguments: unions)
  func common(schema: JSON) throws {
    let node = try node(schema, ["Cat": Self.cat, "Dog": Self.dog])
    let branches = try branches(node)
    #expect(branches.map { Set(members($0)) } == [["name!", "lives!"], ["name!", "tail"]])
    #expect(branches.map(\.componentName) == ["Cat", "Dog"])
  }

  @Test("Two unions that hold together have a branch for each pair that can be")
  func product() throws {
    let node = try node([
      "allOf": [
        ["anyOf": [["properties": ["a": [:]]], ["type": "string"]]],
        ["anyOf": [["properties": ["b": [:]]], ["properties": ["c": [:]]]]],
      ]
    ])
    #expect(try branches(node).map(members) == [["a", "b"], ["a", "c"]])
  }

  @Test("Unions that would be very many together are not multiplied, which is told")
  func manyPairs() throws {
    let union: (String) -> JSON = { name in
      ["anyOf": .array((0..<40).map { ["properties": Self.object([("\(name)\($0)", ["type": "string"])])] })]
    }
    let node = try node(["allOf": [union("a"), union("b")]])
    #expect(try branches(node).count == 40 && node.losses == [.combination])
    let fields = Self.object((0..<2_000).map { ("f\($0)", ["type": "string"]) })
    let wide = try self.node(["properties": fields, "allOf": [union("a")]])
    #expect(wide.losses == [.combination])
  }

  @Test("Branches that only say what must be given leave the object as it is, which is told")
  func requirements() throws {
    let node = try node([
      "properties": ["a": [:], "b": [:]], "anyOf": [["required": ["a"]], ["required": ["b"]]],
    ])
    #expect(members(node) == ["a", "b"] && node.losses == [.keyword("anyOf")])
  }

  // MARK: - Sets of values

  static let sets: [(JSON, [SchemaNode.Shape], [[JSON]])] = [
    (["enum": [1, "auto"]], [.integer, .text], [[1], ["auto"]]),
    (["enum": ["a", 1, true]], [.text, .integer, .boolean], [["a"], [1], [true]]),
    (["enum": ["a", 0.5, 1]], [.text, .number], [["a"], [0.5, 1]]),
    (["enum": ["a", 1], "type": ["string", "integer"]], [.text, .integer], [["a"], [1]]),
    (["enum": ["a", 1, 2], "type": "string"], [.text, .integer], [["a"], [1, 2]]),
    (["anyOf": [["enum": [1, "auto"]], ["type": "boolean"]]], [.integer, .text, .boolean], [[1], ["auto"], []]),
    (["oneOf": [["const": "a"], ["const": 1], ["const": "b"]]], [.text, .integer], [["a", "b"], [1]]),
  ]

  @Test("A set of values of several kinds is a union of sets", arguments: sets)
  func mixed(schema: JSON, shapes: [SchemaNode.Shape], values: [[JSON]]) throws {
    let node = try node(schema)
    #expect(try branches(node).map(\.shape) == shapes)
    #expect(try branches(node).map(\.allowedValues) == values)
    #expect(node.allowedValues == [] && !node.isNullable)
  }

  @Test("A set of values of one kind stays one")
  func oneKind() throws {
    let floats = try node(["enum": [0.5, 1, 2]])
    #expect(floats.shape == .number && floats.allowedValues == [0.5, 1, 2])
    let integers = try node(["enum": [1.0, 2], "type": "integer", "default": 2.0])
    #expect(integers.allowedValues.map { $0.text() } == ["1", "2"] && integers.defaultValue?.text() == "2")
    let consts = try node(["oneOf": [["const": "a", "title": "A"], ["const": "b", "title": "B"], ["const": "a"]]])
    #expect(consts.shape == .text && consts.allowedValues == ["a", "b"])
    let nullable = try node(["enum": [.null, 1, "auto"], "default": "auto"])
    #expect(nullable.isNullable && nullable.defaultValue == "auto")
    #expect(try branches(nullable).map(\.allowedValues) == [[1], ["auto"]])
  }

  @Test("What can only be null is that, and in a union makes the others optional")
  func null() throws {
    for schema: JSON in [["type": "null"], ["const": .null], ["enum": [.null]], ["type": ["null"]]] {
      #expect(try node(schema).isNull)
      let optional = try node(["anyOf": [["type": "string"], schema]])
      #expect(optional.shape == .text && optional.isNullable && optional.allowedValues == [])
    }
  }

  @Test(
    "Items that may be null leave the list as it is",
    arguments: [
      ["type": "number", "nullable": true], ["type": ["number", "null"]],
      ["anyOf": [["type": "number"], ["type": "null"]]],
    ] as [JSON]
  )
  func nullItems(item: JSON) throws {
    let node = try node(["type": "array", "items": item])
    guard case .list(let item) = node.shape else { return #expect(Bool(false)) }
    #expect(!node.isNullable && item.isNullable && item.shape == .number)
  }

  @Test("Limits beside several types are those of the type they are about")
  func typeLimits() throws {
    let node = try node(["type": ["string", "integer"], "maxLength": 3, "maximum": 7, "default": 1])
    let branches = try branches(node)
    #expect(branches.map(\.limits.words) == [["at most 3 characters"], ["at most 7"]])
    #expect(node.limits == SchemaLimits() && node.defaultValue == 1 && branches.allSatisfy { $0.defaultValue == nil })
  }

  // MARK: - References

  @Test(
    "References name components in every way of writing",
    arguments: [
      ("#/components/schemas/My%20Type", "My Type"), ("#/components/schemas/a~1b", "a/b"),
      ("#/components/schemas/t~0u", "t~u"), ("#/components/schemas/Gen[int]", "Gen[int]"),
      ("#/components/schemas/Gen%5Bint%5D", "Gen[int]"), ("#/components/schemas/%C3%A9", "é"),
    ]
  )
  func referenceCharacters(reference: String, name: String) throws {
    let components = Self.object([(name, ["type": "integer", "maximum": 3])])
    let node = try node(["$ref": .string(reference)], components)
    #expect(node.shape == .integer && node.componentName == name)
    let next: JSON = ["next": ["$ref": .string(reference)], "n": ["type": "integer"]]
    let tree = Self.object([(name, ["type": "object", "properties": next])])
    #expect(try self.node(["$ref": .string(reference)], tree).fields.first?.node.shape == .recursive(name))
  }

  @Test("What schemas define for themselves is found")
  func definitions() throws {
    let own = schema(
      [
        "properties": ["x": ["$ref": "#/$defs/A"], "y": ["$ref": "#/components/schemas/B"]],
        "$defs": ["A": ["type": "integer"]],
      ],
      ["B": ["properties": ["z": ["$ref": "#/definitions/C"]], "definitions": ["C": ["type": "boolean"]]]]
    )
    #expect(own.inputs.map(\.node.shape).first == .integer)
    #expect(own.inputs.last?.node.fields.first?.node.shape == .boolean)
  }

  @Test("A component is the same wherever it stands, also where it leads back to another")
  func shared() throws {
    let node = schema(
      ["properties": ["a": Self.reference("A"), "b": Self.reference("B"), "c": Self.reference("C")]],
      [
        "A": ["properties": ["b": Self.reference("B")]],
        "B": ["properties": ["a": Self.reference("A"), "c": Self.reference("C")]],
        "C": ["properties": ["n": ["type": "integer"]]],
      ]
    )
    let (a, b, c) = (node.inputs[0].node, node.inputs[1].node, node.inputs[2].node)
    #expect(a.fields.first?.node.fields.first?.node.shape == .recursive("A"))
    #expect(b.fields.first?.node.fields.first?.node.shape == .recursive("B"))
    #expect(a.fields.first?.node.fields.last?.node == c && b.fields.last?.node == c)
  }

  // MARK: - Discriminators

  @Test("A mapping says what value tells a branch from the others")
  func mapping() throws {
    let kind: JSON = ["type": "object", "properties": ["kind": ["type": "string"], "n": ["type": "integer"]]]
    let node = try node(
      [
        "oneOf": [Self.reference("A"), Self.reference("B")],
        "discriminator": ["propertyName": "kind", "mapping": ["x": "#/components/schemas/A", "y": "B", "z": "B"]],
      ],
      ["A": kind, "B": ["type": "object", "properties": ["m": ["type": "integer"]]]]
    )
    let fields = try branches(node).map { $0.fields.first { $0.name == "kind" }?.node.allowedValues }
    #expect(fields == [["x"], ["y", "z"]])
  }
}
