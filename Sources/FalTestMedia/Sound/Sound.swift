/// A sound as its samples.
package struct Sound: Sendable, Hashable {
  /// The number of samples of a channel in a second.
  package let sampleRate: Int
  /// 1 for mono, 2 for stereo.
  package let channelCount: Int
  /// The samples in the order of time, at each time one for each channel.
  package let samples: [Int16]

  /// Creates a sound; a rate or number of channels out of range becomes the nearest allowed one.
  package init(sampleRate: Int, channelCount: Int, samples: [Int16]) {
    self.sampleRate = sampleRate.clamped(to: MakerLimits.sampleRate)
    self.channelCount = channelCount.clamped(to: 1...2)
    self.samples = samples
  }

  /// The number of samples of each channel.
  package var frameCount: Int { samples.count / channelCount }

  /// The length in seconds.
  package var duration: Double { Double(frameCount) / Double(sampleRate) }

  /// The sound as a WAV file.
  package func wav() -> [UInt8] {
    WAVEncoder.encode(self)
  }

  /// The samples of whole frames as bytes, the least significant first, as WAV and QuickTime files hold them.
  var littleEndianBytes: [UInt8] {
    let count = frameCount * channelCount
    return [UInt8](unsafeUninitializedCapacity: count * 2) { bytes, initialized in
      for index in 0..<count {
        let sample = UInt16(bitPattern: samples[index])
        bytes[index * 2] = UInt8(truncatingIfNeeded: sample)
        bytes[index * 2 + 1] = UInt8(truncatingIfNeeded: sample >> 8)
      }
      initialized = count * 2
    }
  }
}
