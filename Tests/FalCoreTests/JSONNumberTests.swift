import FalCore
import Foundation
import TestSupport
import Testing

@Suite("JSON numbers")
struct JSONNumberTests {
  @Test(
    "Whole numbers are exact, whatever their size",
    arguments: [
      "0", "9007199254740993", "9223372036854775807", "-9223372036854775808", "9223372036854775808",
      "18446744073709551615",
      "18446744073709551616", "-9223372036854775809", "123456789012345678901234567890", "999999999999999999",
      "1000000000000000000",
    ]
  )
  func wholeNumbers(text: String) throws {
    #expect(try JSON(parsing: text).text() == text)
  }

  @Test("Integers are given in the type asked for, or not at all")
  func integers() throws {
    #expect(try JSON(parsing: "9223372036854775807").int == .max)
    #expect(try JSON(parsing: "9223372036854775808").int == nil)
    #expect(try JSON(parsing: "18446744073709551615").number?.uint64 == .max)
    #expect(try JSON(parsing: "-1").number?.uint64 == nil)
    #expect(try JSON(parsing: "3.0").int == 3)
    #expect(try JSON(parsing: "3.5").int == nil)
    #expect(try JSON(parsing: "1e3").int == 1000)
    #expect(JSONNumber(UInt64.max).uint64 == .max)
  }

  @Test(
    "Other numbers are the nearest double",
    arguments: [
      ("0.1", 0.1), ("1.5", 1.5), ("-0.0", -0.0), ("-0", -0.0), ("1e22", 1e22), ("1e23", 1e23),
      ("123456.789e-3", 123.456789),
      ("2.2250738585072014e-308", 2.2250738585072014e-308), ("5e-324", Double.leastNonzeroMagnitude),
      ("1.7976931348623157e308", Double.greatestFiniteMagnitude),
      ("0.30000000000000004", 0.30000000000000004), ("9007199254740993.0", 9007199254740992), ("1e-400", 0),
      ("12345678901234567890.5", 12345678901234567890.5),
      ("0.000001e6", 1), ("4.35", 4.35), ("1e0", 1),
    ]
  )
  func doubles(text: String, value: Double) throws {
    let double = try JSON(parsing: text).double
    #expect(double == value)
    #expect(double?.sign == value.sign)
  }

  @Test("The fast way of reading gives the same doubles as the standard library")
  func fastPath() throws {
    var random = SeededRandom(seed: 7)
    for _ in 0..<20_000 {
      let digits = UInt64.random(in: 0..<1 << 60, using: &random) >> UInt64.random(in: 0..<60, using: &random)
      let text =
        "\(digits).\(UInt32.random(in: 0..<10_000, using: &random))e\(Int.random(in: -40...40, using: &random))"
      #expect(try JSON(parsing: text).double == Double(text))
    }
  }

  @Test("Numbers that no double can hold keep their text")
  func hugeNumbers() throws {
    let json = try JSON(parsing: "[1e400,-1e999]")
    #expect(json.text() == "[1e400,-1e999]")
    #expect(json[0].double == .infinity)
    #expect(json[0].int == nil)
  }

  @Test(
    "As decimals numbers are what is written, and back",
    arguments: [
      ("0.025", "0.025"), ("7e-05", "0.00007"), ("1.10", "1.1"), ("-0.3", "-0.3"), ("100", "100"), ("0", "0"),
      ("18446744073709551616", "18446744073709551616"), ("1.5E+3", "1500"), ("0.1", "0.1"),
      ("1234567.1234567", "1234567.1234567"),
    ]
  )
  func decimals(text: String, plain: String) throws {
    let decimal = try #require(try JSON(parsing: text).number?.decimal)
    #expect("\(decimal)" == plain)
    #expect(JSONNumber(decimal)?.decimal == decimal)
    #expect(try JSON(parsing: "1e400").number?.decimal == nil)
    #expect(JSONNumber(Decimal.nan) == nil)
  }

  @Test("Doubles survive writing and reading")
  func roundTrip() throws {
    var random = SeededRandom(seed: 3)
    for _ in 0..<20_000 {
      let value = Double(bitPattern: random.next())
      guard let number = JSONNumber(value) else { continue }
      #expect(try JSON(parsing: JSON.number(number).text()).double == value)
    }
  }

  @Test("Infinities and NaN are no JSON numbers")
  func notFinite() {
    #expect(JSONNumber(Double.infinity) == nil)
    #expect(JSONNumber(-Double.infinity) == nil)
    #expect(JSONNumber(Double.nan) == nil)
  }

  @Test("Numbers are equal when their values are")
  func equality() throws {
    #expect(try JSON(parsing: "[1, 1.0, 1e0]") == [1, 1, 1])
    #expect(Set([try JSON(parsing: "1"), try JSON(parsing: "1.0")]).count == 1)
    #expect(try JSON(parsing: "9007199254740993") != JSON(parsing: "9007199254740992.0"))
    #expect(try JSON(parsing: "0.1") != 0.2)
  }
}
