import FalCore

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What a setting may be; everywhere it is written as text, and in files also as JSON of its own type.
enum SettingKind: Sendable {
  case choice([String])
  case flag
  case count(ClosedRange<Int>)
  /// A time, or `none`.
  case time
  /// An amount of money in dollars.
  case amount
  /// A folder, or a template for the names of files, which may hold folders.
  case path
  /// A program with its words.
  case program

  /// What may be written, to stand behind "takes".
  var allowed: String {
    switch self {
    case .choice(let words): words.joined(separator: ", ")
    case .flag: "true or false"
    case .count(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
    case .time: "a time such as 90s, 10m or 2h, or none"
    case .amount: "an amount in dollars such as 0.50"
    case .path: "a path"
    case .program: "a command, or nothing for none"
    }
  }

  func allows(_ text: String) -> Bool {
    switch self {
    case .choice(let words): words.contains(text)
    case .flag: text == "true" || text == "false"
    case .count(let range): Int(text).map(range.contains) ?? false
    case .time: text == "none" || (try? DurationArgument.duration(text, option: "")) != nil
    case .amount: Self.amount(text) != nil
    case .path: !text.isEmpty && !text.utf8.contains { $0 < 0x20 || $0 == 0x7F }
    case .program: !text.utf8.contains { $0 < 0x20 || $0 == 0x7F }
    }
  }

  /// The text of a value in a file; `nil` when it is of another type.
  func text(_ json: JSON) -> String? {
    switch (self, json) {
    case (.flag, .bool(let value)): value ? "true" : "false"
    case (.flag, _): nil
    case (.count, .number(let number)): number.int.map(String.init)
    case (.count, _): nil
    case (.time, .number), (.amount, .number): json.text()
    case (_, .string(let text)): text
    default: nil
    }
  }

  /// The value as it is written into a file.
  func json(_ text: String) -> JSON {
    switch self {
    case .flag: .bool(text == "true")
    case .count: Int(text).map { .number(JSONNumber($0)) } ?? .string(text)
    default: .string(text)
    }
  }

  /// Digits with at most one point, exactly; `Decimal` alone also reads the beginning of anything else.
  static func amount(_ text: String) -> Decimal? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    let isPlain = parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }
    guard parts.count <= 2, isPlain, text.utf8.count <= 20 else { return nil }
    return Decimal(string: text)
  }
}
