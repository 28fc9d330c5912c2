#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Times as records hold them: ISO 8601 in UTC with milliseconds, `2026-01-31T14:25:30.123Z`.
///
/// All have the same length, so that they can be compared as texts.
enum Timestamp {
  static func text(of date: Date) -> String {
    let (seconds, milliseconds) = Self.milliseconds(of: date).quotientAndRemainder(dividingBy: 1000)
    let (days, rest) = seconds.quotientAndRemainder(dividingBy: 86_400)
    let (year, month, day) = civil(days: days)
    return "\(digits(year, 4))-\(digits(month, 2))-\(digits(day, 2))T"
      + "\(digits(rest / 3600, 2)):\(digits(rest / 60 % 60, 2)):\(digits(rest % 60, 2)).\(digits(milliseconds, 3))Z"
  }

  /// Milliseconds since 1970, from there to the end of the year 9999.
  static func milliseconds(of date: Date) -> Int {
    let seconds = min(max(date.timeIntervalSince1970, 0), 253_402_300_799)
    return Int((seconds * 1000).rounded())
  }

  static func date(_ text: String) -> Date? {
    let parts = text.utf8.split { !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    let numbers = parts.compactMap { Int(String(decoding: $0, as: UTF8.self)) }
    guard numbers.count == 7, text.utf8.count == 24 else { return nil }
    let seconds = numbers[3] * 3600 + numbers[4] * 60 + numbers[5]
    let whole = days(year: numbers[0], month: numbers[1], day: numbers[2]) * 86_400 + seconds
    let date = Date(timeIntervalSince1970: Double(whole * 1000 + numbers[6]) / 1000)
    return Self.text(of: date) == text ? date : nil
  }

  private static func digits(_ number: Int, _ count: Int) -> String {
    let text = "\(number)"
    return String(repeating: "0", count: max(0, count - text.count)) + text
  }

  // Years are counted from March, so that the leap day is the last one; 146,097 days are 400 years.

  private static func civil(days: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = days + 719_468
    let era = shifted / 146_097
    let dayOfEra = shifted % 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let month = (5 * dayOfYear + 2) / 153
    let isNextYear = month >= 10
    return (
      yearOfEra + era * 400 + (isNextYear ? 1 : 0), isNextYear ? month - 9 : month + 3,
      dayOfYear - (153 * month + 2) / 5 + 1
    )
  }

  private static func days(year: Int, month: Int, day: Int) -> Int {
    let year = month <= 2 ? year - 1 : year
    let yearOfEra = year % 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return year / 400 * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }
}
