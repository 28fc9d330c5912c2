/// The bounds that all makers of media keep to, so that no request can make them crash or fill the memory.
package enum MakerLimits {
  /// The allowed width and height of a picture, in pixels.
  package static let side = 1...8192
  /// The allowed length of a sound or movie, in seconds.
  package static let duration = 0.0...600.0
  /// The allowed frames per second of a movie.
  static let framesPerSecond = 1...60
  /// The allowed samples per second of a sound; a QuickTime sound description has no room for more than 65535.
  package static let sampleRate = 8_000...48_000

  /// The nearest allowed duration; what is not a number counts as zero.
  static func clamped(duration seconds: Double) -> Double {
    seconds.isNaN ? 0 : seconds.clamped(to: duration)
  }
}

extension Comparable {
  /// The nearest value inside the bounds.
  package func clamped(to bounds: ClosedRange<Self>) -> Self {
    min(max(self, bounds.lowerBound), bounds.upperBound)
  }
}
