import FalCore
import Foundation
import TestSupport
import Testing

@testable import FalRequests

@Suite("Texts of records")
struct TextTests {
  @Test("Times are written and read again, and sort as texts")
  func times() {
    #expect(RecordTime.text(of: Date(timeIntervalSince1970: 1_709_210_096.789)) == "2024-02-29T12:34:56.789Z")
    #expect(RecordTime.text(of: .distantPast) == "1970-01-01T00:00:00.000Z")
    #expect(RecordTime.text(of: .distantFuture).hasPrefix("4001-01-01"))
    var random = SeededRandom(seed: 3)
    for _ in 0..<2000 {
      let milliseconds = Int.random(in: 0..<253_402_300_799_000, using: &random)
      let date = Date(timeIntervalSince1970: Double(milliseconds) / 1000)
      let text = RecordTime.text(of: date)
      #expect(RecordTime.date(text).map(RecordTime.milliseconds) == milliseconds)
    }
    for text in ["", "2024-02-29", "2024-13-01T00:00:00.000Z", "2024-02-29T12:34:56Z", "x024-02-29T12:34:56.789Z"] {
      #expect(RecordTime.date(text) == nil, "\(text)")
    }
  }

  @Test("Names of requests sort by age, also those of the same millisecond, and are never the same")
  func identifiers() {
    let now = Date()
    let ids = (0..<2000).map { RequestRecord.ID(at: now + Double($0 / 500) / 1000) }
    #expect(ids == ids.sorted() && Set(ids).count == ids.count)
    #expect(ids.allSatisfy { RequestRecord.ID(rawValue: $0.rawValue) == $0 })
    #expect(RequestRecord.ID(at: now - 3600) < ids[0])
    for text in ["", "r", "../../../../xy", "r0123456789abi", "R0123456789abc", "r0123456789ab/"] {
      #expect(RequestRecord.ID(rawValue: text) == nil, "\(text)")
    }
  }

  @Test("Digests are the same for equal inputs, and for no others")
  func digests() throws {
    var random = SeededRandom(seed: 9)
    func shuffled(_ value: JSON) -> JSON {
      switch value {
      case .object(let members):
        .object(JSONObject(members.shuffled(using: &random).map { ($0.name, shuffled($0.value)) }))
      case .array(let items): .array(items.map { shuffled($0) })
      case .number(let number): number.int.flatMap { JSONNumber(Double($0)) }.map(JSON.number) ?? value
      default: value
      }
    }
    let input: JSON = ["a": 1, "b": ["c": [1, 2, ["d": .null, "e": true]], "f": 2.5], "ü": "x", "g": -0.0]
    let digest = InputDigest.of("a/b", input)
    for _ in 0..<100 { #expect(InputDigest.of("a/b", shuffled(input)) == digest) }
    var other = input
    other["b"]["f"] = 2
    #expect(InputDigest.of("a/b", other) != digest && InputDigest.of("a/c", input) != digest)
    #expect(InputDigest.of("a/b", ["a": "1"]) != InputDigest.of("a/b", ["a": 1]))
  }
}
