import FalCore
import Testing

@testable import FalRegistry
@testable import FalSchema

@Suite("Rules of inputs")
struct ValidationRuleTests {
  /// A schema of the field `x`, a value that breaks one rule, and what is said about it.
  struct Case: Sendable, CustomTestStringConvertible {
    let schema: JSON
    let value: JSON
    let rule: ValidationRule
    let message: String

    init(_ schema: JSON, _ value: JSON, _ rule: ValidationRule, _ message: String) {
      self.schema = schema
      self.value = value
      self.rule = rule
      self.message = message
    }

    var testDescription: String { "\(value) in \(schema)" }
  }

  private static let integer: JSON = ["type": "integer", "minimum": 1, "maximum": 50]
  private static let choice: JSON = ["type": "string", "enum": ["jpeg", "png"]]
  private static let pictures: JSON = ["type": "array", "items": ["type": "string", "x-fal-file-input": true]]

  static let broken: [Case] = [
    Case(integer, "5", .type, #"x: is "5", expected a whole number"#),
    Case(integer, 1.5, .type, "x: is 1.5, expected a whole number"),
    Case(integer, .null, .type, "x: is null, expected a whole number"),
    Case(["type": "boolean"], 1, .type, "x: is 1, expected true or false"),
    Case(["type": "string"], [], .type, "x: is an empty list, expected text"),
    Case(["type": "array", "items": integer], "a", .type, #"x: is "a", expected a list"#),
    Case(["type": "object", "properties": ["a": integer]], 3, .type, "x: is 3, expected an object"),
    Case(["anyOf": [integer, choice]], [:], .type, "x: is an object, expected a whole number or text"),
    Case(integer, 0, .range, "x: is 0, must be at least 1"),
    Case(integer, 51.0, .range, "x: is 51.0, must be at most 50"),
    Case(["type": "number", "exclusiveMinimum": 0], 0, .range, "x: is 0, must be above 0"),
    Case(["type": "number", "exclusiveMaximum": 1], 1.5, .range, "x: is 1.5, must be below 1"),
    Case(
      ["type": "integer", "maximum": 9_007_199_254_740_992],
      9_007_199_254_740_993,
      .range,
      "x: is 9007199254740993, must be at most 9007199254740992"
    ),
    Case(["anyOf": [["type": "number"], choice], "ge": 3, "le": 5], 2, .range, "x: is 2, must be at least 3"),
    Case(
      ["anyOf": [["type": "string"], integer], "maxLength": 2],
      "abc",
      .length,
      "x: has 3 characters, may have at most 2"
    ),
    Case(
      ["anyOf": [["type": "array", "items": integer], integer], "maxItems": 1],
      [1, 2],
      .maxItems,
      "x: has 2 items, may have at most 1"
    ),
    Case(["type": "integer", "multipleOf": 8], 12, .multipleOf, "x: is 12, must be a multiple of 8"),
    Case(["type": "number", "multipleOf": 0.1], 0.25, .multipleOf, "x: is 0.25, must be a multiple of 0.1"),
    Case(choice, "jpge", .enumeration, #"x: is "jpge", must be one of: jpeg, png; did you mean jpeg?"#),
    Case(["enum": ["5", "10"]], 5, .enumeration, #"x: is 5, must be one of: "5", "10""#),
    Case(["type": "string", "const": "a"], "b", .enumeration, #"x: is "b", must be a"#),
    Case(["type": "string", "minLength": 2], "a", .length, "x: has 1 character, needs at least 2"),
    Case(["type": "string", "maxLength": 3], "abcd", .length, "x: has 4 characters, may have at most 3"),
    Case(["type": "string", "pattern": "^#[0-9]{3}$"], "#12", .pattern, "x: is \"#12\", must fit ^#[0-9]{3}$"),
    Case(["type": "array", "items": integer, "minItems": 2], [1], .minItems, "x: has 1 item, needs at least 2"),
    Case(["type": "array", "items": integer, "maxItems": 1], [1, 2], .maxItems, "x: has 2 items, may have at most 1"),
    Case(
      ["type": "string", "x-fal-file-input": true],
      "cat.png",
      .notAMediaReference,
      #"x: is "cat.png", expected the http(s) address or data URI of a file"#
    ),
    Case(
      pictures,
      ["https://example.com/a.png", "b.png"],
      .notAMediaReference,
      #"x[1]: is "b.png", expected the http(s) address or data URI of a file"#
    ),
    Case(
      ["type": "object", "properties": ["url": ["type": "string"]]],
      ["url": "b.png"],
      .notAMediaReference,
      #"x.url: is "b.png", expected the http(s) address or data URI of a file"#
    ),
    Case(
      ["type": "object", "properties": ["scale": integer], "required": ["scale"]],
      ["scael": 1, "scale": 2],
      .unknownField,
      "x.scael: there is no such field; there are scale"
    ),
  ]

  @Test("Each rule is found, and alone", arguments: broken)
  func rule(_ test: Case) throws {
    let issues = TestInput.issues(test.schema, test.value)
    #expect(issues.map(\.description) == [test.message])
    #expect(issues.map(\.rule) == [test.rule])
  }

  static let fitting: [(JSON, JSON)] = [
    (integer, 1.0), (integer, 50), (["type": "integer"], 18_446_744_073_709_551_615.0), (["type": "number"], 3),
    (["anyOf": [choice, ["type": "null"]], "enum": ["jpeg"]], .null),
    (["anyOf": [integer, choice], "minLength": 4, "maximum": 0], "jpeg"),
    (["anyOf": [integer, ["type": "null"]]], .null), (["anyOf": [integer, choice]], "png"),
    (["type": "array", "items": choice], []), (["type": "object"], ["a": 1]), ([:], [1, "a", .null]),
    (["type": "object", "additionalProperties": integer], ["a": 1, "b": 2]),
    (["type": "object", "properties": ["a": integer], "additionalProperties": true], ["b": "c"]),
    (["type": "number", "multipleOf": 0.1], 0.3), (["type": "string", "maxLength": 1], "é"),
    (["type": "string", "x-fal-file-input": true], "HTTPS://a.b/c"),
    (["type": "string", "x-fal-file-input": true], "data:image/png;base64,AAAA"), (["enum": [1024, 2048]], 1024.0),
    (
      ["anyOf": [["type": "object", "properties": ["a": integer]], ["type": "object", "properties": ["b": choice]]]],
      ["b": "png"]
    ),
  ]

  @Test("What fits is accepted", arguments: fitting)
  func fits(schema: JSON, value: JSON) {
    #expect(TestInput.issues(schema, value) == [])
  }

  @Test("What is no address is no file", arguments: ["", "http://", "https:// a", "ftp://a/b", "data:", "/a"])
  func addresses(text: String) {
    let issues = TestInput.issues(["type": "string", "x-fal-file-input": true], .string(text))
    #expect(issues.map(\.rule) == [.notAMediaReference])
  }

  @Test(
    "What must be given must be there and hold something",
    arguments: [
      (["type": "string"], [:], .required), (["type": "string"], ["x": .null], .required),
      (["type": "string"], ["x": " \n"], .empty), (["type": "string", "minLength": 2], ["x": ""], .empty),
      (["type": "array", "items": integer], ["x": []], .empty), (pictures, ["x": []], .minItems),
      (["type": "array", "items": integer, "minItems": 1], ["x": []], .minItems),
      (["type": "object", "properties": ["a": integer]], ["x": [:]], .empty),
    ] as [(JSON, JSON, ValidationRule)]
  )
  func required(schema: JSON, input: JSON, rule: ValidationRule) {
    #expect(TestInput.validator(["x": schema], required: ["x"]).issues(in: input).map(\.rule) == [rule])
  }

  @Test("An empty text is fine where it is the default, or need not be given")
  func allowedEmpty() {
    #expect(TestInput.validator(["x": ["type": "string", "default": ""]], required: ["x"]).issues(in: ["x": ""]) == [])
    #expect(TestInput.validator(["x": ["type": "string"]]).issues(in: ["x": ""]) == [])
  }

  @Test("Unknown fields come with the names that may be meant, but not those that are given")
  func nearest() throws {
    let text: JSON = ["type": "string"]
    let validator = TestInput.validator(["prompt": text, "negative_prompt": text, "promts": text])
    let issue = try #require(validator.issues(in: ["promt": "a", "promts": "b"]).first)
    #expect(issue.problem == .unknownField(nearest: ["prompt"], known: ["prompt", "negative_prompt", "promts"]))
    #expect(issue.value == "a" && issue.severity == .error)
    #expect(issue.description == "promt: there is no such field; did you mean prompt?")
  }
}
