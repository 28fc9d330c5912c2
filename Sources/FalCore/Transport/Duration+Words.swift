extension Duration {
  /// Longer than anything takes, and short enough for clocks to count with: 68 years.
  private static let longest = Duration.seconds(1 << 31)

  /// The duration, or the longest one that clocks can count with.
  package var bounded: Duration { min(self, Self.longest) }

  /// Whole milliseconds, at most as many as fit.
  var milliseconds: Int {
    let (seconds, attoseconds) = components
    return Int(clamping: min(seconds, 1 << 40) * 1000 + attoseconds / 1_000_000_000_000_000)
  }

  /// The duration for people: `1.5 s`.
  package var words: String {
    let tenths = (milliseconds + 50) / 100
    if milliseconds < 1000 { return "\(milliseconds) ms" }
    return tenths % 10 == 0 ? "\(tenths / 10) s" : "\(tenths / 10).\(tenths % 10) s"
  }
}
