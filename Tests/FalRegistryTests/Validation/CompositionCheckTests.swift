import FalCore
import TestSupport
import Testing

@testable import FalRegistry
@testable import FalSchema

@Suite("Checking inputs of schemas that are put together")
struct CompositionCheckTests {
  private func problems(_ schema: JSON, _ value: JSON, _ components: JSON = [:]) -> [String] {
    TestInput.issues(schema, value, components: components).map(\.description)
  }

  // MARK: - Sets of values

  @Test("Of a set of values of several kinds all are named")
  func mixedSets() {
    for schema: JSON in [
      ["enum": [1, "auto"]], ["anyOf": [["type": "integer", "enum": [1]], ["type": "string", "enum": ["auto"]]]],
    ] {
      #expect(problems(schema, 1) == [] && problems(schema, 1.0) == [] && problems(schema, "auto") == [])
      #expect(problems(schema, 2) == ["x: is 2, must be one of: 1, auto"])
      #expect(problems(schema, "aut") == [#"x: is "aut", must be one of: 1, auto; did you mean auto?"#])
      #expect(problems(schema, true) == ["x: is true, must be one of: 1, auto"])
      #expect(problems(schema, "1") == [#"x: is "1", must be one of: 1, "auto"; did you mean 1?"#])
    }
    #expect(problems(["enum": ["a", .null, 1]], .null) == [])
    #expect(problems(["const": .null], 3) == ["x: is 3, must be null"] && problems(["const": .null], .null) == [])
  }

  @Test("The sets of several branches are named together")
  func setsOfBranches() {
    let components: JSON = ["One": ["type": "string", "enum": ["a"]], "Two": ["type": "string", "enum": ["b"]]]
    let schema: JSON = [
      "anyOf": [
        ["$ref": "#/components/schemas/One"], ["$ref": "#/components/schemas/Two"],
        ["type": "object", "properties": ["c": ["type": "integer"]]],
      ]
    ]
    let message = #"x: is "d", must be one of: a, b; did you mean a?, or an object {c}"#
    #expect(problems(schema, "d", components) == [message])
    #expect(problems(schema, "b", components) == [] && problems(schema, ["c": 1], components) == [])
  }

  @Test("Items may be null where they say so, and the list may not")
  func nullItems() {
    let list: JSON = ["type": "array", "items": ["anyOf": [["type": "number", "maximum": 1], ["type": "null"]]]]
    #expect(problems(list, [0.9, .null]) == [])
    #expect(problems(list, [.null, 2]) == ["x[1]: is 2, must be at most 1"])
    #expect(problems(list, .null) == ["x: is null, expected a list"])
  }

  // MARK: - Numbers

  static let most: JSON = .number(JSONNumber(UInt64.max))

  static let wholeNumbers: [(JSON, JSON, [String])] = [
    (["maximum": most], most, []),
    (["maximum": most], .number(JSONNumber(1 << 60)), []),
    (["maximum": .number(JSONNumber(UInt64.max - 1))], most, ["range"]),
    (["minimum": most], .number(JSONNumber(UInt64.max - 1)), ["range"]),
    (["minimum": most], -1, ["range"]), (["minimum": .number(JSONNumber(Int.min))], .number(JSONNumber(Int.min)), []),
    (["exclusiveMaximum": most], most, ["range"]), (["enum": [most, 1]], most, []), (["enum": [1]], most, ["enum"]),
    (["multipleOf": 5], most, []), (["multipleOf": 2], most, ["multiple-of"]),
  ]

  @Test("Whole numbers are compared exactly, however large they are", arguments: wholeNumbers)
  func exactly(limits: JSON, value: JSON, rules: [String]) throws {
    var schema = limits
    schema["type"] = "integer"
    #expect(TestInput.issues(schema, value).map(\.rule.rawValue) == rules)
    let larger = try JSON(parsing: "18446744073709551616")
    #expect(TestInput.issues(["type": "integer", "maximum": Self.most], larger).map(\.rule) == [.range])
    let smaller = try JSON(parsing: "-18446744073709551616")
    #expect(TestInput.issues(["type": "integer", "minimum": smaller], larger) == [])
    #expect(TestInput.issues(["type": "integer", "maximum": smaller], larger).map(\.rule) == [.range])
  }

  // MARK: - Discriminators

  static let pets: JSON = [
    "Cat": [
      "type": "object", "required": ["kind", "lives"],
      "properties": ["kind": ["const": "cat"], "lives": ["type": "integer", "maximum": 9]],
    ],
    "Dog": [
      "type": "object", "required": ["kind"],
      "properties": ["kind": ["type": "string", "enum": ["dog", "wolf"]], "tail": ["type": "number"]],
    ],
  ]

  static let pet: JSON = ["oneOf": [["$ref": "#/components/schemas/Cat"], ["$ref": "#/components/schemas/Dog"]]]

  static let tagged: [(JSON, [String])] = [
    (["kind": "cat", "lives": 9], []), (["kind": "wolf"], []),
    (["kind": "cat", "lives": 10], ["x.lives: is 10, must be at most 9"]),
    (["kind": "cat"], ["x.lives: must be given"]),
    (
      ["kind": "cat", "lives": "x", "tail": 1],
      ["x.lives: is \"x\", expected a whole number", "x.tail: there is no such"]
    ),
    (["kind": "dog", "tail": "x"], ["x.tail: is \"x\", expected a number"]),
    (["kind": "bird", "tail": 1], ["x.kind: is \"bird\", must be one of: cat, dog, wolf"]),
    (["tail": 1], ["x.kind: must be given"]), (["kind": .null], ["x.kind: must be given"]),
  ]

  @Test(
    "The problems with the branch that is meant are told, whether a discriminator says so or not",
    arguments: tagged
  )
  func discriminator(value: JSON, expected: [String]) {
    var stated = Self.pet
    stated["discriminator"] = ["propertyName": "kind"]
    for schema in [Self.pet, stated] {
      let problems = problems(schema, value, Self.pets)
      #expect(problems.count == expected.count)
      for (problem, beginning) in zip(problems, expected) { #expect(problem.hasPrefix(beginning)) }
    }
  }

  @Test("A mapping tells the branches apart that do not do so themselves")
  func mapping() {
    let components: JSON = [
      "A": ["properties": ["type": ["type": "string"], "n": ["type": "integer"]]],
      "B": ["properties": ["n": ["type": "string"]]],
    ]
    let schema: JSON = [
      "anyOf": [["$ref": "#/components/schemas/A"], ["$ref": "#/components/schemas/B"]],
      "discriminator": [
        "propertyName": "type", "mapping": ["a": "#/components/schemas/A", "b": "#/components/schemas/B"],
      ],
    ]
    #expect(problems(schema, ["type": "a", "n": 1], components) == [])
    #expect(problems(schema, ["type": "b", "n": "x"], components) == [])
    #expect(problems(schema, ["type": "b", "n": 1], components) == ["x.n: is 1, expected text"])
    #expect(
      problems(schema, ["type": "c", "n": 1], components) == [#"x.type: is "c", must be one of: a, b; did you mean a?"#]
    )
  }

  @Test("Where other kinds of value are left open, no member decides")
  func openUnion() {
    var schema = Self.pet
    schema["oneOf"] = .array(
      (schema["oneOf"].array ?? []) + [["type": "object", "additionalProperties": ["type": "integer"]]]
    )
    #expect(problems(schema, ["kind": 3], Self.pets) == [])
  }

  // MARK: - Recursion

  static let tree: JSON = [
    "Tree": [
      "type": "object", "required": ["value"],
      "properties": [
        "value": ["type": "integer"],
        "children": ["type": "array", "items": ["$ref": "#/components/schemas/Tree"], "maxItems": 2],
        "next": ["anyOf": [["$ref": "#/components/schemas/Tree"], ["type": "null"]]],
      ],
    ]
  ]

  @Test("What contains itself is checked at every depth")
  func recursion() {
    let schema: JSON = ["$ref": "#/components/schemas/Tree"]
    let leaf: JSON = ["value": 1, "next": .null]
    let good: JSON = ["value": 1, "children": [["value": 2, "children": [leaf, leaf]]], "next": leaf]
    #expect(problems(schema, good, Self.tree) == [])
    let bad: JSON = [
      "value": 1, "children": [["value": 2, "children": [["value": "x"], ["other": 1]]]], "next": ["next": 3],
    ]
    #expect(
      TestInput.issues(schema, bad, components: Self.tree).map { "\($0.place) \($0.rule.rawValue)" } == [
        "x.children[0].children[0].value type", "x.children[0].children[1].value required",
        "x.children[0].children[1].other unknown-field", "x.next.value required", "x.next.next type",
      ]
    )
  }

  @Test("What contains itself may be of any kind")
  func anyJSON() {
    let value: JSON = [
      "anyOf": [
        ["type": "string"], ["type": "integer"], ["type": "null"],
        ["type": "array", "items": ["$ref": "#/components/schemas/Value"]],
        ["type": "object", "additionalProperties": ["$ref": "#/components/schemas/Value"]],
      ]
    ]
    let schema: JSON = ["$ref": "#/components/schemas/Value"]
    #expect(problems(schema, ["a": [1, "x", .null, ["b": []]]], ["Value": value]) == [])
    #expect(
      problems(schema, ["a": [1, ["b": true]]], ["Value": value]) == [
        "x.a[1].b: is true, expected text, a whole number, a list or an object"
      ]
    )
  }

  static let loops: [JSON] = [
    ["Loop": ["$ref": "#/components/schemas/Loop"]],
    ["Loop": ["anyOf": [["$ref": "#/components/schemas/Loop"], ["type": "integer"]]]],
    [
      "Loop": ["anyOf": [["$ref": "#/components/schemas/Other"], ["type": "integer"]]],
      "Other": ["anyOf": [["$ref": "#/components/schemas/Loop"], ["type": "boolean"]]],
    ],
  ]

  @Test("What is nothing but itself is survived", arguments: loops)
  func nothingButItself(components: JSON) {
    #expect(problems(["$ref": "#/components/schemas/Loop"], 1, components) == [])
  }

  @Test("What would be checked for ever is checked in part, which is told")
  func manyWays() {
    func branch(_ name: String) -> JSON {
      let items: JSON = ["type": "array", "items": ["$ref": "#/components/schemas/Many"], "minItems": 1]
      let number: JSON = ["type": "integer"]
      let members = JSON.object(JSONObject([("a", items), (name, number)]))
      return ["properties": members, "required": ["a", .string(name)]]
    }
    let components: JSON = ["Many": ["anyOf": [branch("b"), branch("c"), branch("d")]]]
    var value: JSON = ["a": ["x"]]
    for _ in 0..<12 { value = ["a": [value]] }
    let issues = TestInput.issues(["$ref": "#/components/schemas/Many"], value, components: components)
    #expect(issues.contains { $0.rule == .notChecked && $0.severity == .warning })
    var deep: JSON = ["value": 1]
    for _ in 0..<60 { deep = ["value": 1, "next": deep] }
    #expect(
      TestInput.issues(["$ref": "#/components/schemas/Tree"], deep, components: Self.tree).map(\.rule) == [.notChecked]
    )
  }

  // MARK: - Patterns

  @Test("Patterns that are not understood, or take too long, are not checked, which is told")
  func patterns() {
    for pattern in ["[0-9", "(a)\\1", "(?<=a)b"] {
      let issues = TestInput.issues(["type": "string", "pattern": .string(pattern)], "anything")
      #expect(issues.map(\.rule) == [.notChecked] && issues.map(\.severity) == [.warning])
    }
    let endless: JSON = ["type": "string", "pattern": "^(a+)+$"]
    #expect(TestInput.issues(endless, .string(String(repeating: "a", count: 10_000) + "!")).map(\.rule) == [.pattern])
    let ways = Array(repeating: ".", count: 100).joined(separator: "|")
    let long: JSON = ["type": "string", "pattern": .string("^(\(ways))*c$")]
    #expect(TestInput.issues(long, .string(String(repeating: "a", count: 20_000))).map(\.rule) == [.notChecked])
  }
}
