import FalCore
import FalSystem

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension RequestRecord {
  /// falkit's own name of a request: `r`, the time in milliseconds and chance, in 14 characters.
  ///
  /// They sort by time. None begins as fal's ids do, which are hexadecimal, and none needs an answer of a server.
  public struct ID: RawRepresentable, Sendable, Hashable, Comparable, Codable, CustomStringConvertible {
    /// The name as a text.
    public let rawValue: String

    /// Takes a text that is such a name; `nil` for any other, such as fal's id of a request.
    public init?(rawValue: String) {
      guard rawValue.utf8.count == Self.length, rawValue.first == "r",
        rawValue.dropFirst().allSatisfy(Self.alphabet.contains)
      else { return nil }
      self.rawValue = rawValue
    }

    /// The name as a text.
    public var description: String { rawValue }

    /// Whether the request of one was made before that of the other.
    public static func < (left: ID, right: ID) -> Bool { left.rawValue < right.rawValue }

    /// A name for a request that is made now.
    init(at date: Date) {
      let now = RecordTime.milliseconds(of: date)
      let time = Self.last.withLock { last in
        // A clock that is set back by more than a minute is believed.
        last = now <= last && last - now < 60_000 ? last + 1 : now
        return last
      }
      rawValue = "r" + Self.digits(time, count: 9) + Self.digits(Int.random(in: 0..<1 << 20), count: 4)
    }

    /// Digits and letters without those that look alike (Crockford's base 32), in the order of ASCII.
    private static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz")
    private static let length = 14

    /// The time of the last id of this process, so that ids of the same millisecond still sort by age.
    private static let last = Lock(0)

    private static func digits(_ number: Int, count: Int) -> String {
      String((0..<count).reversed().map { alphabet[number >> (5 * $0) & 31] })
    }
  }
}
