extension Duration {
  /// A time that somebody else has measured; `nil` for one that cannot be.
  package init?(measuredSeconds seconds: Double?) {
    guard let seconds, seconds >= 0, seconds < Double(1 << 31) else { return nil }
    self = .seconds(seconds)
  }

  /// The time in seconds.
  package var inSeconds: Double {
    let (seconds, attoseconds) = components
    return Double(seconds) + Double(attoseconds) / 1e18
  }

  /// Whole milliseconds, at most as many as fit.
  var milliseconds: Int {
    let (seconds, attoseconds) = components
    return Int(clamping: max(-(1 << 40), min(seconds, 1 << 40)) * 1000 + attoseconds / 1_000_000_000_000_000)
  }

  /// The duration for people: `1.5 s`.
  package var words: String {
    let tenths = (milliseconds + 50) / 100
    if milliseconds < 1000 { return "\(milliseconds) ms" }
    return tenths % 10 == 0 ? "\(tenths / 10) s" : "\(tenths / 10).\(tenths % 10) s"
  }
}
