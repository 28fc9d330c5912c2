#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Times as records hold them: ISO 8601 in UTC with milliseconds, `2026-01-31T14:25:30.123Z`.
///
/// All have the same length, so that they can be compared as texts.
enum RecordTime {
  private static let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true)

  static func text(of date: Date) -> String {
    // A bit more than the whole milliseconds, because formatting cuts off what a binary fraction lacks to the next.
    Date(timeIntervalSince1970: (Double(milliseconds(of: date)) + 0.1) / 1000).formatted(style)
  }

  /// Milliseconds since 1970, from there to the end of the year 9999.
  static func milliseconds(of date: Date) -> Int {
    let seconds = min(max(date.timeIntervalSince1970, 0), 253_402_300_799)
    return Int((seconds * 1000).rounded())
  }

  static func date(_ text: String) -> Date? {
    guard text.utf8.count == 24, let date = try? style.parse(text), Self.text(of: date) == text else { return nil }
    return Date(timeIntervalSince1970: Double(milliseconds(of: date)) / 1000)
  }
}
