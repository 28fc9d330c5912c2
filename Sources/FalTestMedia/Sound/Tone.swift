/// A short melody that depends on a seed.
package struct Tone: Sendable, Hashable {
  /// The lengths of a note in seconds, of which the seed chooses one.
  private static let noteDurations = [0.2, 0.25, 0.3]
  /// The pentatonic scale over two octaves, as multiples of its lowest note; any of its notes go together.
  private static let scale = [1, 9.0 / 8, 5.0 / 4, 3.0 / 2, 5.0 / 3, 2, 9.0 / 4, 5.0 / 2, 3, 10.0 / 3]

  /// The number that decides about the notes.
  let seed: UInt64
  /// The length in seconds.
  package let duration: Double
  /// The number of samples of a channel in a second.
  package let sampleRate: Int
  /// 1 for mono, 2 for stereo.
  package let channelCount: Int

  /// Describes a melody; values out of range become the nearest allowed ones.
  package init(seed: UInt64, duration: Double, sampleRate: Int = 44_100, channelCount: Int = 1) {
    self.seed = seed
    self.duration = MakerLimits.clamped(duration: duration)
    self.sampleRate = sampleRate.clamped(to: MakerLimits.sampleRate)
    self.channelCount = channelCount.clamped(to: 1...2)
  }

  /// Plays the melody.
  package func sound() -> Sound {
    var random = SeededNumbers(seed: seed)
    let lowestFrequency = random.double(in: 220...330)
    let noteDuration = Self.noteDurations[random.index(below: Self.noteDurations.count)]
    let noteLength = Int(noteDuration * Double(sampleRate))
    var step = random.index(below: Self.scale.count)
    var remaining = Int((duration * Double(sampleRate)).rounded())
    var samples: [Int16] = []
    samples.reserveCapacity(remaining * channelCount)
    while remaining > 0 {
      let length = min(noteLength, remaining)
      appendNote(of: lowestFrequency * Self.scale[step], length: length, to: &samples)
      remaining -= length
      // Small steps up and down sound like a melody, large ones do not.
      step = (step + random.index(below: 5) - 2).clamped(to: 0...Self.scale.count - 1)
    }
    return Sound(sampleRate: sampleRate, channelCount: channelCount, samples: samples)
  }

  /// Appends a note like that of a bell: it starts at once and fades away, so that no note ends with a click.
  private func appendNote(of frequency: Double, length: Int, to samples: inout [Int16]) {
    let attack = 0.008 * Double(sampleRate)
    for index in 0..<length {
      let turns = frequency * Double(index) / Double(sampleRate)
      let wave = 0.75 * Sine.of(turns: turns) + 0.25 * Sine.of(turns: 2 * turns)
      let rest = 1 - Double(index) / Double(length)
      let loudness = min(1, Double(index) / attack) * rest * rest
      let sample = Int16(wave * loudness * 20_000)
      for _ in 0..<channelCount { samples.append(sample) }
    }
  }
}

/// The sine function, written out so that the media need no C library and are the same on every platform.
package enum Sine {
  /// The sine of an angle that is given in full turns; wrong by less than a hundred thousandth.
  static func of(turns: Double) -> Double {
    var turn = turns - turns.rounded()
    // The outer quarters mirror the inner ones, and the series below is exact only near zero.
    if turn > 0.25 { turn = 0.5 - turn }
    if turn < -0.25 { turn = -0.5 - turn }
    let x = turn * 2 * Double.pi
    let square = x * x
    return x * (1 - square / 6 * (1 - square / 20 * (1 - square / 42 * (1 - square / 72))))
  }

  /// The cosine of an angle that is given in full turns.
  static func cosine(turns: Double) -> Double {
    of(turns: turns + 0.25)
  }
}
