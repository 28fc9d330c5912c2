import FalCore
import Foundation
import TestSupport
import Testing

@testable import FalRegistry

@Suite("Regular expressions of schemas")
struct TextPatternTests {
  private func isFound(_ pattern: String, _ text: String, steps: Int = 100_000) throws -> Bool? {
    var steps = steps
    return try #require(TextPattern(pattern), "\(pattern) is not understood").isFound(in: text, steps: &steps)
  }

  static let patterns: [(pattern: String, fitting: [String], others: [String])] = [
    ("abc", ["abc", "xabcx"], ["ab", ""]),
    ("^#([0-9A-Fa-f]{3}){1,2}$", ["#abc", "#A1b2C3"], ["#ab", "#abcd", "abc", "#abc "]),
    ("^\\w+$", ["Jörg_1", "a"], ["", "a b", "a-b"]),
    ("^(?!foo)[\\w-]{2,}$", ["bar-1", "fo"], ["foobar", "a"]),
    ("^(?=.*\\d)(?=.*[a-z]).{4,}$", ["abc1", "1xyz"], ["abcd", "1234", "a1"]),
    ("^\\p{L}+$", ["äb", "漢"], ["a1", ""]), ("^\\P{Lu}*$", ["abc1"], ["aBc"]),
    ("^[^\\s,]+(,[^\\s,]+)*$", ["a,b", "a"], ["a,,b", "a b"]),
    ("colou?r|gr[ae]y", ["my color", "gray"], ["colouur", "gry"]),
    ("^(?:a|b)+?$", ["abab"], ["", "abc"]), ("^(?P<year>\\d{4})-(?<month>\\d\\d)$", ["2026-11"], ["26-11"]),
    ("\\bcat\\b", ["a cat."], ["concat"]), ("^a{2}b{0,2}c{1,}$", ["aac", "aabbccc"], ["ac", "aabbbc"]),
    ("^[a\\-z]$", ["a", "-"], ["b"]), ("^[\\]\\[]$", ["]", "["], ["a"]), ("^[]a]$", ["]", "a"], ["b"]),
    ("^\\u00e9\\x41\\u{1F600}$", ["éA\u{1F600}"], ["eA"]), ("(?i)^straße$", ["STRAßE", "straße"], ["strasse"]),
    ("(?i)^[^a]$", ["b"], ["A", "a"]), ("^.$", ["\u{1F600}"], ["\n", "e\u{301}"]), ("", ["", "x"], []),
    ("^$", [""], ["\n"]), ("^(a*)*$", ["", "aaa"], ["b"]), ("^(|a){3}$", ["", "aa"], ["aaaa"]),
    ("^a/b\\.(png|jpe?g)$", ["a/b.jpg"], ["a/bXpng"]),
  ]

  @Test("What fits is found, and nothing else", arguments: patterns)
  func matching(pattern: String, fitting: [String], others: [String]) throws {
    for text in fitting { #expect(try isFound(pattern, text) == true, "\(text)") }
    for text in others { #expect(try isFound(pattern, text) == false, "\(text)") }
  }

  @Test("A pattern that opens a hundred thousand groups is refused")
  func depth() {
    for text in ["(", "[", "(?:"] { #expect(TextPattern(String(repeating: text, count: 100_000)) == nil) }
  }

  @Test(
    "What is no pattern, or means different things elsewhere, is not read",
    arguments: [
      "(", ")", "[a", "a{2,1}", "*a", "a**", "a++", "\\", "(a)\\1", "(?<=a)b", "\\k<x>", "[[:alpha:]]", "[a--b]",
      "a{,3}",
      "\\q", "[z-a]", "(?x)a", "\\p{Han}", "^*", "[\\d-z]", "((a{1000}){1000}){1000}", "(((){1000}){1000}a{999}{999}",
      "[", "(?", "(?<", "\\x4", "a{99999999999999999999}",
    ]
  )
  func refused(pattern: String) {
    #expect(TextPattern(pattern) == nil)
  }

  @Test(
    "Patterns that others try for ever end",
    arguments: ["^(a+)+$", "^(a|a)*$", "^(a*)*b$", "(x+x+)+y", "^(?=(a+)+$).*$", "^((((){1000}){1000}){1000})+$"]
  )
  func endless(pattern: String) throws {
    #expect(try isFound(pattern, String(repeating: "a", count: 1_000) + "!", steps: 1_000_000) == false)
  }

  @Test("What takes more steps than there are is not decided")
  func steps() throws {
    let text = String(repeating: "a", count: 10_000)
    var steps = 5_000
    #expect(TextPattern("^(a|b|c)*d$")?.isFound(in: text, steps: &steps) == Optional(Optional<Bool>.none))
    #expect(steps <= 0)
  }

  // Without parts that can be empty, which Foundation repeats for ever.
  @Test("Patterns put together at random match what Foundation matches")
  func agreement() throws {
    let atoms = ["a", "b", ".", "[ab]", "[^a]", "(a|b)", "(?:ab|b)", "\\w", "(?=a)", "(?!b)", "^", "$", "\\b"]
    let counts = ["", "", "", "*", "+", "?", "{2}", "{0,1}", "{1,}", "+?"]
    var random = SeededRandom(seed: 7)
    var verdicts = [true: 0, false: 0]
    for _ in 0..<2_000 {
      var pattern = ""
      for _ in 0..<Int.random(in: 1...5, using: &random) {
        let atom = atoms.randomElement(using: &random) ?? "a"
        let isPlace = ["(?=a)", "(?!b)", "^", "$", "\\b"].contains(atom)
        pattern += atom + (isPlace ? "" : counts.randomElement(using: &random) ?? "")
        if Int.random(in: 0..<6, using: &random) == 0 { pattern += "|" }
      }
      let expression = try NSRegularExpression(pattern: pattern)
      for _ in 0..<5 {
        let count = Int.random(in: 0...6, using: &random)
        let text = String((0..<count).map { _ in "ab c".randomElement(using: &random) ?? "a" })
        let expected = expression.firstMatch(in: text, range: NSRange(location: 0, length: text.utf16.count)) != nil
        #expect(try isFound(pattern, text) == expected, "\(pattern) in '\(text)'")
        verdicts[expected, default: 0] += 1
      }
    }
    #expect(verdicts.values.allSatisfy { $0 > 500 }, "\(verdicts)")
  }
}
