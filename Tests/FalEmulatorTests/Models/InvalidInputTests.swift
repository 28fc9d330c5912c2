import FalCore
import FalRegistry
import TestSupport
import Testing

@testable import FalEmulator

@Suite("Answers to inputs that are refused")
struct InvalidInputTests {
  /// The answer's entries about the value of an input `x`.
  private static func entries(_ schema: JSON, _ input: JSON) -> [JSON] {
    let body: JSON = ["type": "object", "required": ["x"], "properties": .object(JSONObject([("x", schema)]))]
    let content: JSON = ["content": ["application/json": ["schema": body]]]
    let document: JSON = ["paths": ["/": ["post": ["requestBody": content]]]]
    let node = ModelSchema(snapshot: document, id: "a/b", category: "x").input
    return InputValidator(node).issues(in: input).compactMap(\.answer)
  }

  private static let integer: JSON = ["type": "integer"]
  private static let number: JSON = ["type": "number"]
  private static let flag: JSON = ["type": "boolean"]
  private static let list: JSON = ["type": "array", "items": ["type": "string"], "minItems": 1, "maxItems": 2]

  static let refused: [(JSON, JSON, String, JSON)] = [
    (integer, "a", "int_parsing", .null), (integer, 1.5, "int_from_float", .null), (integer, [], "int_type", .null),
    (integer, .null, "int_type", .null), (number, "a", "float_parsing", .null), (number, [:], "float_type", .null),
    (flag, "perhaps", "bool_parsing", .null), (flag, 2, "bool_parsing", .null), (flag, [], "bool_type", .null),
    (["type": "string"], 1, "string_type", .null), (list, "a", "list_type", .null),
    (["type": "object", "properties": ["a": integer]], "a", "dict_type", .null),
    (["enum": ["a", "b", "c"]], "d", "literal_error", ["expected": "'a', 'b' or 'c'"]),
    (["type": "integer", "minimum": 1], 0, "greater_than_equal", ["ge": 1]),
    (["type": "integer", "maximum": 4], 5, "less_than_equal", ["le": 4]),
    (["type": "number", "exclusiveMinimum": 0], 0, "greater_than", ["gt": 0]),
    (["type": "number", "exclusiveMaximum": 1], 1, "less_than", ["lt": 1]),
    (["type": "integer", "multipleOf": 8], 9, "multiple_of", ["multiple_of": 8]),
    (["type": "string", "minLength": 2], "a", "string_too_short", ["min_length": 2]),
    (["type": "string", "maxLength": 2], "abc", "string_too_long", ["max_length": 2]),
    (["type": "string", "pattern": "^a$"], "b", "string_pattern_mismatch", ["pattern": "^a$"]),
    (list, [], "too_short", ["field_type": "List", "min_length": 1, "actual_length": 0]),
    (list, ["a", "b", "c"], "too_long", ["field_type": "List", "max_length": 2, "actual_length": 3]),
    (["type": "string", "x-fal-file-input": true], "cat.png", "file_download_error", .null),
  ]

  @Test("Each kind of problem has its type and context", arguments: refused)
  func entry(schema: JSON, value: JSON, type: String, context: JSON) throws {
    let entries = Self.entries(schema, ["x": value])
    let entry = try #require(entries.first)
    #expect(entries.count == 1)
    #expect(entry["type"].string == type && entry["ctx"] == context && entry["input"] == value)
    #expect(entry["loc"] == ["body", "x"] && entry["msg"].string?.isEmpty == false)
    #expect(entry["url"].string == "https://docs.fal.ai/errors/#\(type)")
  }

  @Test("What is missing is told with its place")
  func missing() {
    let item: JSON = ["type": "object", "required": ["path"], "properties": ["path": ["type": "string"]]]
    let entries = Self.entries(["type": "array", "items": item], ["x": [["path": "a"], [:]]])
    #expect(entries.map { $0["loc"] } == [["body", "x", 1, "path"]])
    #expect(entries.map { $0["type"] } == ["missing"] && entries.map { $0["msg"] } == ["Field required"])
    #expect(Self.entries(Self.integer, [:]).map { $0["loc"] } == [["body", "x"]])
  }

  static let taken: [(JSON, JSON)] = [
    (integer, "5"), (integer, 5.0), (number, "0.5"), (flag, "yes"), (flag, 0), (flag, "FALSE"),
    (["type": "object", "properties": ["a": integer]], ["b": 1]), (["type": "string"], ""),
  ]

  @Test("What models read leniently is taken", arguments: taken)
  func lenient(schema: JSON, value: JSON) {
    #expect(Self.entries(schema, ["x": value]) == [])
  }

  @Test("All problems are in one answer")
  func several() throws {
    let local = try LocalModel.shared.get()
    let failure = try #require(local.failure("fal-ai/flux/dev", ["num_images": 9, "output_format": "bmp"]))
    #expect(failure.status == 422)
    let types = (failure.body["detail"].array ?? []).compactMap { $0["type"].string }
    #expect(Set(types) == ["missing", "less_than_equal", "literal_error"])
  }
}
