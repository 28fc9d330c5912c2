/// How long the frames of a track last, in units of the track's time.
struct ISOSampleLengths {
  private(set) var count = 0.0
  private(set) var sum = 0.0
  /// The length that is ahead when each frame votes for its own and against all others.
  private var candidate = 0
  private var votes = 0.0

  /// The length that nearly all frames have; single ones often differ, to fit the sound.
  var usual: Int? {
    // So far ahead means nine of ten.
    count > 0 && candidate > 0 && votes >= 0.8 * count ? candidate : nil
  }

  /// The frames per second, on average when no length is usual.
  func frameRate(timescale: Int) -> Double? {
    if let usual { return Double(timescale) / Double(usual) }
    return sum > 0 ? count * Double(timescale) / sum : nil
  }

  /// Adds frames of the same length.
  mutating func add(_ length: Int, count added: Int) {
    let weight = Double(added)
    count += weight
    sum += weight * Double(length)
    if length == candidate {
      votes += weight
    } else if weight > votes {
      candidate = length
      votes = weight - votes
    } else {
      votes -= weight
    }
  }
}
