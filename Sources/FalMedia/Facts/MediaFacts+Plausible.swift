extension MediaFacts {
  /// Takes over a size, with its sides exchanged when the picture is turned by a quarter for display.
  mutating func setSize(width: Int?, height: Int?, isTurned: Bool = false) {
    self.width = isTurned ? height : width
    self.height = isTurned ? width : height
  }

  /// Takes over how many frames an animation has, and how long they last together.
  mutating func setAnimation(frames: Int, seconds: Double) {
    frameCount = frames
    // Adding up leaves tiny errors, which would make a rate of 24 a little less than what a model asks for.
    let seconds = (seconds * 1e6).rounded() / 1e6
    guard frames > 1, seconds > 0 else { return }
    duration = seconds
    frameRate = Double(frames) / seconds
  }

  /// Drops what cannot be true, so that no reader of a format has to look out for it.
  mutating func dropImplausible() {
    // One side alone is of no use.
    if width == nil || height == nil || !isPlausible(width) || !isPlausible(height) { setSize(width: nil, height: nil) }
    if !isPlausible(duration, atMost: Self.longest) { duration = nil }
    if !isPlausible(frameRate, atMost: Self.fastest) { frameRate = nil }
    if !isPlausible(frameCount) { frameCount = nil }
    if !isPlausible(channelCount) { channelCount = nil }
    if !isPlausible(sampleRate) { sampleRate = nil }
  }

  /// Ten years.
  private static let longest = 3.2e8
  private static let fastest = 100_000.0

  private func isPlausible(_ number: Int?) -> Bool {
    number.map { (1...Int(Int32.max)).contains($0) } ?? true
  }

  private func isPlausible(_ number: Double?, atMost most: Double) -> Bool {
    // Comparing with NaN is false.
    number.map { $0 > 0 && $0 <= most } ?? true
  }
}
