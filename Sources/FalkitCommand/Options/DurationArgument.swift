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
    guard let written = NumberWithUnit(text), let unit = secondsPerUnit[written.unit] else {
      throw .usage("\(option) takes a time such as 90s, 1.5s, 500ms, 10m, 2h or 1d, not '\(text)'")
    }
    let seconds = written.number * unit
    guard seconds <= longest else { throw .usage("\(option) takes at most 36500d, not '\(text)'") }
    return .nanoseconds(Int64((seconds * 1e9).rounded()))
  }
}
