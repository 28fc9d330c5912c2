import FalMedia

/// What of a media file a limit is about.
package enum MediaMeasure: String, Sendable, Hashable, CaseIterable {
  /// The size of the file in bytes.
  case fileSize = "file_size"
  /// The width in pixels, as displayed.
  case width
  /// The height in pixels, as displayed.
  case height
  /// The width times the height.
  case pixels
  /// The width divided by the height.
  case aspectRatio = "aspect_ratio"
  /// The duration in seconds.
  case duration
  /// The frames per second.
  case frameRate = "fps"
  /// The number of frames.
  case frameCount = "frames"

  /// The words that stand for it behind `min_` and `max_`.
  var names: [String] { self == .pixels ? ["pixels", "area"] : [rawValue] }

  /// What a file has of it, rounded to what is shown, so that no message says that 10.05 is more than 10.05; `nil` when
  /// the file does not tell.
  func value(of facts: MediaFacts) -> Double? {
    switch self {
    case .fileSize: Double(facts.byteCount)
    case .width: facts.width.map(Double.init)
    case .height: facts.height.map(Double.init)
    case .pixels: facts.width.flatMap { width in facts.height.map { Double(width) * Double($0) } }
    case .aspectRatio: facts.aspectRatio.map { Self.rounded($0, 1000) }
    case .duration: facts.duration.map { Self.rounded($0, 1000) }
    case .frameRate: facts.frameRate.map { Self.rounded($0, 100) }
    case .frameCount: facts.frameCount.map(Double.init)
    }
  }

  private static func rounded(_ number: Double, _ parts: Double) -> Double { (number * parts).rounded() / parts }
}
