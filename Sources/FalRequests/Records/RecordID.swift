import FalCore

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// falkit's own names of requests: `r`, the time in milliseconds and chance, in 14 characters.
///
/// They sort by time. None begins as fal's ids do, which are hexadecimal, and none needs an answer of a server.
enum RecordID {
  /// Digits and letters without those that look alike (Crockford's base 32), in the order of ASCII.
  private static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz")
  private static let length = 14

  /// The time of the last id of this process, so that ids of the same millisecond still sort by age.
  private static let last = Lock(0)

  static func new(at date: Date) -> String {
    let now = Timestamp.milliseconds(of: date)
    let time = last.withLock { last in
      // A clock that is set back by more than a minute is believed.
      last = now <= last && last - now < 60_000 ? last + 1 : now
      return last
    }
    return "r" + digits(time, count: 9) + digits(Int.random(in: 0..<1 << 20), count: 4)
  }

  static func isValid(_ text: some StringProtocol) -> Bool {
    text.utf8.count == length && text.first == "r" && text.dropFirst().allSatisfy(alphabet.contains)
  }

  private static func digits(_ number: Int, count: Int) -> String {
    String((0..<count).reversed().map { alphabet[number >> (5 * $0) & 31] })
  }
}
