import FalCore
import TestSupport
import Testing

@Suite("Writing JSON")
struct JSONWritingTests {
  @Test("Compact text has no spaces and keeps the order")
  func compact() {
    let json: JSON = ["b": [1, 2.5, true, .null], "a": ["x": "y"], "c": [:], "d": []]
    #expect(json.text() == #"{"b":[1,2.5,true,null],"a":{"x":"y"},"c":{},"d":[]}"#)
    #expect(json.description == json.text())
  }

  @Test("Control characters, quotes and backslashes are escaped")
  func escapes() {
    let json: JSON = "\"\\/\u{8}\n\r\t\u{1}\u{7F}é😀\u{2028}"
    #expect(json.text() == #""\"\\/\u0008\n\r\t\u0001\u007fé😀"# + "\u{2028}\"")
    #expect(json.text(JSONFormat(escapesNonASCII: true)) == #""\"\\/\u0008\n\r\t\u0001\u007f\u00e9\ud83d\ude00\u2028""#)
  }

  @Test("Readable text breaks only what does not fit into a line")
  func readable() {
    let long = String(repeating: "x", count: 70)
    let json: JSON = ["short": [1, 2, ["a": "b"]], "long": [.string(long), .string(long)], "empty": [:]]
    #expect(
      json.text(.readable) == """
        {
          "short": [1, 2, {"a": "b"}],
          "long": [
            "\(long)",
            "\(long)"
          ],
          "empty": {}
        }
        """
    )
  }

  @Test("No line of readable text is longer than 100 columns, but for single long values")
  func lineWidth() {
    for count in 80...100 {
      let json: JSON = ["outer": ["name": .string(String(repeating: "x", count: count - 30)), "other": [1, 2, 3]]]
      for line in json.text(.readable).split(separator: "\n") { #expect(line.utf8.count <= 100) }
    }
  }

  @Test("A long text deep inside is written once, not once per level")
  func longText() {
    var json: JSON = .string(String(repeating: "x", count: 200_000))
    for _ in 0..<100 { json = [json] }
    #expect(json.text(.readable).utf8.count < 300_000)
  }

  @Test("Normalised text is the same for equal values")
  func normalized() throws {
    let one = try JSON(parsing: #"{"b":1,"a":{"d":[3],"c":2}}"#)
    let other = try JSON(parsing: #"{ "a": {"c":2, "d":[ 3 ]}, "b":1 }"#)
    #expect(one.text(.normalized) == other.text(.normalized))
    #expect(one.text(.normalized) == #"{"a": {"c": 2, "d": [3]}, "b": 1}"#)
  }

  @Test(
    "Every format can be read back",
    arguments: [
      JSONFormat.compact, .readable, .normalized, JSONFormat(escapesNonASCII: true),
    ]
  )
  func roundTrip(format: JSONFormat) throws {
    var random = SeededRandom(seed: 11)
    for _ in 0..<300 {
      let json = randomJSON(depth: 5, &random)
      #expect(try JSON(parsing: json.utf8(format)) == json)
    }
  }

  private func randomJSON(depth: Int, _ random: inout SeededRandom) -> JSON {
    switch Int.random(in: 0..<(depth > 0 ? 8 : 5), using: &random) {
    case 0: return .null
    case 1: return .bool(Bool.random(using: &random))
    case 2: return .number(JSONNumber(Int.random(in: .min ... .max, using: &random)))
    case 3: return .number(JSONNumber(Double.random(in: -1e6...1e6, using: &random)) ?? JSONNumber(0))
    case 4, 5:
      let scalars = (0..<Int.random(in: 0..<30, using: &random)).compactMap { _ in
        Unicode.Scalar(UInt32.random(in: 0..<0x11000, using: &random))
      }
      return .string(String(String.UnicodeScalarView(scalars)))
    case 6:
      return .array((0..<Int.random(in: 0..<6, using: &random)).map { _ in randomJSON(depth: depth - 1, &random) })
    default:
      let count = Int.random(in: 0..<30, using: &random)
      return .object(JSONObject((0..<count).map { ("name \($0)", randomJSON(depth: depth - 1, &random)) }))
    }
  }

  @Test("Characters that need an escape get it wherever they stand, and whatever is beside them")
  func escapesEverywhere() throws {
    let specials: [(Unicode.Scalar, String)] = [
      ("\"", "\\\""), ("\\", "\\\\"), ("\n", "\\n"), ("\u{0}", "\\u0000"), ("\u{1F}", "\\u001f"), ("\u{7F}", "\\u007f"),
      ("!", "!"), ("#", "#"), ("[", "["), ("]", "]"), ("~", "~"), (" ", " "), ("é", "é"), ("\u{80}", "\u{80}"),
      ("😀", "😀"),
    ]
    for length in 0..<20 {
      for position in 0..<20 where position <= length {
        for (scalar, written) in specials {
          let (before, after) = (
            String(repeating: "a", count: position), String(repeating: "~", count: length - position)
          )
          let text = before + String(scalar) + after
          let json = JSON.string(text).text(.compact)
          #expect(json == "\"\(before)\(written)\(after)\"")
          #expect(try JSON(parsing: json) == .string(text))
        }
      }
    }
  }

  @Test(
    "Integers of every length are written as they are",
    arguments: [0, 1, -1, 9, 10, -10, 99, 12_345_678_901, .max, .min]
  )
  func integers(value: Int) {
    #expect(JSON.number(JSONNumber(value)).text(.compact) == "\(value)")
  }
}
