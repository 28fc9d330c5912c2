import FalCore
import TestSupport
import Testing

@Suite("Texts that are read in part")
struct JSONTextTests {
  private static func text(_ text: String) -> JSONText { JSONText(Array(text.utf8)) }

  @Test("Members and items are found, and read on their own")
  func parts() throws {
    let text = Self.text(#" {"a": {"b": [1, "]", {"c": "\"}"}]}, "d": -2.5e3, "é": null} "#)
    #expect(try text.members().map(\.name) == ["a", "d", "é"])
    let items = try #require(try text.member("a")?.member("b")).items()
    #expect(try items.map { try $0.value() } == [1, "]", ["c": "\"}"]])
    #expect(try text.member("d")?.value() == -2500)
    #expect(try text.member("é")?.value() == .null)
    #expect(try text.member("b") == nil)
    #expect(try Self.text("[]").items().isEmpty && Self.text("{ }").members().isEmpty)
  }

  @Test("What is passed over need not be right, but what is read must")
  func laziness() throws {
    let text = Self.text("{\"a\": [tru, 01], \"b\": 7,\n \"c\": {\"x\": 1, \"x\": 2}, \"a\": 8} rest")
    #expect(try text.member("b")?.value() == 7)
    #expect(try text.members().count == 4)
    let wrong = try #require(try text.member("a"))
    #expect(throws: JSONParseError.self) { try wrong.value() }
    let twice = try #require(try text.member("c"))
    let error = #expect(throws: JSONParseError.self) { try twice.value() }
    #expect(error?.description == "line 2, column 16: the name \"x\" occurs twice in one object")
  }

  @Test(
    "A value of another kind, and a text that ends too early, are errors with a place",
    arguments: [
      ("", "line 1, column 1: expected an object, found the end of the text"),
      ("[1]", "line 1, column 1: expected an object, found '['"),
      ("{\"a\": {\"b\": [", "line 1, column 7: a list or object is not closed"),
      ("{\"a\": \"b", "line 1, column 9: a string is not closed"),
      ("{\"a\": \"b\\", "line 1, column 10: a string is not closed"),
      ("{\"a\": }", "line 1, column 7: expected a value, found '}'"),
      ("{\"a\": 1 \"b\": 2}", "line 1, column 9: expected ',' or '}' after a member, found '\"'"),
      ("{\"a\"}", "line 1, column 5: expected ':' after a name, found '}'"),
      ("{a}", "line 1, column 2: expected a name in double quotes, found 'a'"),
    ]
  )
  func wrong(text: String, message: String) {
    let error = #expect(throws: JSONParseError.self) { try Self.text(text).members() }
    #expect(error?.description == message)
  }

  @Test("Deep nesting is passed over, not crashed into")
  func depth() throws {
    let text = Self.text(
      #"{"a": \#(String(repeating: "[", count: 100_000))\#(String(repeating: "]", count: 100_000)), "b": 1}"#
    )
    #expect(try text.member("b")?.value() == 1)
  }

  /// A document with everything that there is in JSON.
  static let document = Array(
    #"{"a":[1,-2.5e3,true,null,"\u00e9\n€😀"],"b":{"c":"","d":[[],{}]},"e":18446744073709551616}"#.utf8
  )

  /// A value put together from its smallest parts.
  private static func rebuilt(_ text: JSONText) throws -> JSON {
    if let members = try? text.members() {
      return .object(JSONObject(try members.map { ($0.name, try rebuilt($0.value)) }))
    }
    if let items = try? text.items() { return .array(try items.map(rebuilt)) }
    return try text.value()
  }

  @Test("Read part by part, a text says what it says as a whole; damaged ones never crash")
  func fuzz() throws {
    var random = SeededRandom(seed: 7)
    var accepted = 0
    for _ in 0..<10_000 {
      let bytes = random.mutate(Self.document)
      let parts = Result { try Self.rebuilt(JSONText(bytes)) }
      guard let whole = try? JSON(parsing: bytes, duplicateNames: .reject) else { continue }
      accepted += 1
      #expect(try parts.get() == whole)
    }
    #expect(accepted > 100)
  }
}
