import Dispatch
import FalCore
import Foundation
import TestSupport
import Testing

@Suite("Reading JSON")
struct JSONParsingTests {
  static let validTexts: [(String, JSON)] = [
    ("null", .null), (" true ", true), ("false", false), ("0", 0), ("-1", -1), ("[]", []), ("{}", [:]),
    ("\t\r\n [1 , 2]\n", [1, 2]), (#"{"a":{"b":[null]}}"#, ["a": ["b": [.null]]]), (#""""#, ""),
    (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{c}\n\r\t"), (#""\u0041\u00e9\u20AC""#, "Aé€"),
    (#""\uD83D\uDE00""#, "😀"), ("\"€ 😀 \u{7F}\"", "€ 😀 \u{7F}"), (#""\u0000""#, "\0"), ("\u{FEFF}[]", []),
    (#"{"":0}"#, ["": 0]), ("[[[]]]", [[[]]]), (#""\u2028""#, "\u{2028}"), ("1.5e3", 1500), ("1E-2", 0.01),
  ]

  @Test("Valid texts are read", arguments: validTexts)
  func valid(text: String, value: JSON) throws {
    #expect(try JSON(parsing: text) == value)
  }

  @Test(
    "Invalid texts are refused with a place",
    arguments: [
      "", " ", "nul", "True", "nulls", "[", "]", "[1", "[1,", "[1,]", "[,1]", "[1 2]", "[1,,2]", "{", "{\"a\"",
      "{\"a\":",
      "{\"a\":1", "{\"a\":1,}", "{a:1}", "{'a':1}", "{1:1}", "{\"a\" 1}", "{\"a\":1 \"b\":2}", "{,}", "\"", "\"a",
      "\"\\",
      "\"\\x\"", "\"\\u\"", "\"\\u12\"", "\"\\u12G4\"", "\"\n\"", "\"\t\"", "\"\u{0}\"", "01", "-01", "+1", "-", ".5",
      "1.",
      "1.e1", "1e", "1e+", "0x1", "1_000", "Infinity", "NaN", "-Infinity", "1 2", "[] []", "//c\n1", "[1]x", "\u{A0}1",
      "{\"a\":1}}", "--1", "1.2.3", "2e5.5", "tru", "[true, fals]",
    ]
  )
  func invalid(text: String) {
    #expect(throws: JSONParseError.self) { try JSON(parsing: text) }
  }

  @Test(
    "Bytes that are not UTF-8 are refused",
    arguments: [
      [0x80], [0xFF], [0xC0, 0xAF], [0xC1, 0xBF], [0xC3], [0xC3, 0x28], [0xE2, 0x82], [0xE0, 0x80, 0x80],
      [0xED, 0xA0, 0x80],
      [0xF0, 0x80, 0x80, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xF0, 0x9F, 0x98], [0xE9],
    ] as [[UInt8]]
  )
  func invalidUTF8(bytes: [UInt8]) {
    #expect(throws: JSONParseError.self) { try JSON(parsing: [0x22] + bytes + [0x22]) }
    #expect(throws: JSONParseError.self) { try JSON(parsing: bytes) }
    // Behind plain text, so that the fast path over eight bytes meets it, too.
    #expect(throws: JSONParseError.self) {
      try JSON(parsing: Array("\"0123456789abc".utf8) + bytes + Array("0123456789\"".utf8))
    }
  }

  @Test(
    "Halves of surrogate pairs become replacement characters",
    arguments: [
      (#""\uD83D""#, "\u{FFFD}"), (#""\uDE00""#, "\u{FFFD}"), (#""\uD83Dx""#, "\u{FFFD}x"),
      (#""\uDE00\uD83D""#, "\u{FFFD}\u{FFFD}"),
      (#""\uD83D\u0041""#, "\u{FFFD}A"), (#""\uD83D\uD83D\uDE00""#, "\u{FFFD}😀"), (#""\uD83D\n""#, "\u{FFFD}\n"),
    ]
  )
  func loneSurrogates(text: String, value: String) throws {
    #expect(try JSON(parsing: text).string == value)
  }

  @Test("Nesting is limited, not crashed into")
  func depth() throws {
    let deepest = JSON.maximumDepth
    let allowed = String(repeating: "[", count: deepest) + String(repeating: "]", count: deepest)
    #expect(try JSON(parsing: allowed).array?.count == 1)
    // Also on the small stack that threads have on Apple platforms.
    let finished = DispatchSemaphore(value: 0)
    let thread = Thread {
      _ = try? JSON(parsing: allowed)
      finished.signal()
    }
    thread.stackSize = 512 << 10
    thread.start()
    #expect(finished.wait(timeout: .now() + 60) == .success)
    for text in [
      "[" + allowed + "]", String(repeating: "[", count: 1_000_000), String(repeating: #"{"a":["#, count: 500_000),
    ] {
      #expect(throws: JSONParseError.self) { try JSON(parsing: text) }
    }
  }

  @Test("Of members with one name the last stays, or the text is refused")
  func duplicateNames() throws {
    let text = #"{"a": 1, "b": 2, "a": 3}"#
    let json = try JSON(parsing: text)
    #expect(json["a"] == 3)
    #expect(json.object?.names == ["a", "b"])
    let error = #expect(throws: JSONParseError.self) { try JSON(parsing: text, duplicateNames: .reject) }
    #expect(error?.column == 18)
    #expect(error?.message.contains("\"a\"") == true)
  }

  @Test("Many members with one name do not slow reading down")
  func manyDuplicates() throws {
    let members = (0..<20_000).map { #""name\#($0 % 10_000)": \#($0)"# }.joined(separator: ",")
    let json = try JSON(parsing: "{\(members)}")
    #expect(json.object?.count == 10_000)
    #expect(json["name7"] == 10_007)
  }

  @Test(
    "Errors name line and column",
    arguments: [
      ("[1,\n 2,\n x]", 3, 2), ("{\"é\": ?}", 1, 7), ("\n\n\n", 4, 1), ("[1,2", 1, 5), ("😀", 1, 1), ("\"abc", 1, 5),
    ]
  )
  func place(text: String, line: Int, column: Int) {
    let error = #expect(throws: JSONParseError.self) { try JSON(parsing: text) }
    #expect(error?.line == line)
    #expect(error?.column == column)
    #expect(error?.description.hasPrefix("line \(line), column \(column): ") == true)
  }

  @Test("Anything that is no contiguous buffer is read, too")
  func otherCollections() throws {
    #expect(try JSON(parsing: "[1]".utf8.lazy.map { $0 }) == [1])
    #expect(try JSON(parsing: Array("x[1]".utf8).dropFirst()) == [1])
  }

  @Test("Random bytes and damaged documents never crash")
  func fuzz() throws {
    var random = SeededRandom(seed: 42)
    var accepted = 0
    for _ in 0..<20_000 {
      let bytes = random.mutate(JSONTextTests.document)
      guard let json = try? JSON(parsing: bytes) else { continue }
      accepted += 1
      #expect(try JSON(parsing: json.utf8()) == json)
    }
    #expect(accepted > 100)
  }
}
