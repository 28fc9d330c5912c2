/// A limit of media files that something is outside of.
package struct MediaBound: Sendable, Hashable {
  /// What is limited.
  package let measure: MediaMeasure
  /// What there is of it, in the measure's unit.
  package let value: Double
  /// The least that is allowed.
  package let least: Double?
  /// The most that is allowed.
  package let most: Double?

  /// What there is, in words: `2 s`.
  var found: String { text(value) }

  /// What is allowed, in words: `3-10.05 s`, `at most 200 MB`.
  var allowed: String {
    switch (least, most) {
    case (let least?, let most?): least == most ? "exactly \(text(most))" : "\(Self.number(least))-\(text(most))"
    case (let least?, nil): "at least \(text(least))"
    case (nil, let most?): "at most \(text(most))"
    case (nil, nil): "anything"
    }
  }

  private func text(_ number: Double) -> String {
    switch measure {
    case .fileSize: bytes(number)
    case .width, .height: "\(Self.number(number)) px"
    case .pixels: "\(Self.number(number)) pixels"
    case .aspectRatio: Self.number(number)
    case .duration: "\(Self.number(number)) s"
    case .frameRate: "\(Self.number(number)) fps"
    case .frameCount: "\(Self.number(number)) frame\(number == 1 ? "" : "s")"
    }
  }

  /// A size in the MB of the limit, 1024 x 1024 bytes or a million, unless that would make both look alike.
  private func bytes(_ count: Double) -> String {
    let limit = most ?? least ?? 0
    guard let unit = [1_048_576.0, 1_000_000].first(where: { limit >= $0 && limit.remainder(dividingBy: $0) == 0 })
    else {
      return "\(Self.number(count)) bytes"
    }
    func inMB(_ count: Double) -> Double { (count / unit * 10).rounded() / 10 }
    let looksAlike = value != limit && inMB(value) == inMB(limit)
    return looksAlike ? "\(Self.number(count)) bytes" : "\(Self.number(inMB(count))) MB"
  }

  private static func number(_ number: Double) -> String { Int(exactly: number).map(String.init) ?? "\(number)" }
}
