import FalRunner

/// A length of time as it is written on the command line: `600`, `1.5s`, `500ms`, `10m`, `2h`, `1d`.
enum DurationArgument {
  /// A hundred years: more than anybody means, and far from what 64 bits of nanoseconds cannot hold.
  private static let longest = 36_500.0 * 86_400

  private static let secondsPerUnit: [String: Double] = [
    "": 1, "ms": 0.001, "s": 1, "m": 60, "h": 3600, "d": 86_400,
  ]

  /// Reads a length of time; a number alone means seconds.
  ///
  /// - Parameters:
  ///   - text: What the user wrote.
  ///   - option: The option with its dashes, as in `--timeout`.
  /// - Returns: The time, at least 0, to the nanosecond.
  /// - Throws: `RunError` that says what can be written.
  static func duration(_ text: String, option: String) throws(RunError) -> Duration {
    guard let seconds = seconds(text) else {
      throw .usage("\(option) takes a time such as 90s, 1.5s, 500ms, 10m, 1h30m or 1d, not '\(text)'")
    }
    guard seconds <= longest else { throw .usage("\(option) takes at most 36500d, not '\(text)'") }
    return .nanoseconds(Int64((seconds * 1e9).rounded()))
  }

  /// The sum of the parts, each with its unit where there are several.
  private static func seconds(_ text: String) -> Double? {
    if let whole = NumberWithUnit(text), let unit = secondsPerUnit[whole.unit] { return whole.number * unit }
    var rest = text[...]
    var sum = 0.0
    while !rest.isEmpty {
      let number = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
      let unit = rest[number.endIndex...].prefix { $0.isLetter }
      guard !unit.isEmpty, let part = NumberWithUnit(String(number)), let factor = secondsPerUnit[String(unit)] else {
        return nil
      }
      sum += part.number * factor
      rest = rest[unit.endIndex...]
    }
    return text.isEmpty ? nil : sum
  }
}
