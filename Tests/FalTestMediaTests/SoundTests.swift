import FalTestMedia
import TestSupport
import Testing

@Suite struct SoundTests {
  @Test(arguments: [1, 2])
  func wavHoldsTheSamples(channelCount: Int) throws {
    let samples: [Int16] = [0, 1, -1, 256, .max, .min]
    let sound = Sound(sampleRate: 22_050, channelCount: channelCount, samples: samples)
    let file = sound.wav()
    var reader = ByteReader(file)
    #expect(try reader.text(4) == "RIFF")
    #expect(try reader.littleEndian(4) == file.count - 8)
    #expect(try reader.text(8) == "WAVEfmt ")
    #expect(try reader.littleEndian(4) == 16)
    #expect(try reader.littleEndian(2) == 1)
    #expect(try reader.littleEndian(2) == channelCount)
    #expect(try reader.littleEndian(4) == 22_050)
    #expect(try reader.littleEndian(4) == 22_050 * channelCount * 2)
    #expect(try reader.littleEndian(2) == channelCount * 2)
    #expect(try reader.littleEndian(2) == 16)
    #expect(try reader.text(4) == "data")
    #expect(try reader.littleEndian(4) == 12)
    let read = try samples.map { _ in Int16(truncatingIfNeeded: try reader.littleEndian(2)) }
    #expect(read == samples)
    #expect(reader.isAtEnd)
  }

  @Test func wavLeavesOutAnIncompleteFrame() throws {
    let sound = Sound(sampleRate: 8_000, channelCount: 2, samples: [1, 2, 3])
    #expect(sound.frameCount == 1)
    #expect(sound.wav().count == 44 + 4)
  }

  @Test func clampsWhatIsOutOfRange() {
    let sound = Sound(sampleRate: 1, channelCount: 9, samples: [])
    #expect((sound.sampleRate, sound.channelCount, sound.duration) == (8_000, 2, 0))
    #expect(sound.wav().count == 44)
    let tone = Tone(seed: 0, duration: .infinity, sampleRate: .max, channelCount: 0)
    #expect((tone.duration, tone.sampleRate, tone.channelCount) == (600, 48_000, 1))
    #expect(Tone(seed: 0, duration: .nan).sound().samples.isEmpty)
    #expect(Tone(seed: 0, duration: -1).sound().samples.isEmpty)
  }

  @Test(arguments: [0.001, 0.5, 1.234])
  func toneHasItsDuration(duration: Double) {
    let sound = Tone(seed: 1, duration: duration, sampleRate: 16_000, channelCount: 2).sound()
    #expect(abs(sound.duration - duration) <= 0.5 / 16_000)
    #expect(sound.samples.count == sound.frameCount * 2)
  }

  @Test func toneDependsOnTheSeed() {
    let sounds = Set((0..<10).map { Tone(seed: $0, duration: 1, sampleRate: 8_000).sound() })
    #expect(sounds.count == 10)
    #expect(Tone(seed: 4, duration: 1).sound() == Tone(seed: 4, duration: 1).sound())
  }

  @Test func toneIsAudibleAndDoesNotClick() throws {
    let samples = Tone(seed: 2, duration: 2, sampleRate: 16_000).sound().samples.map(Int.init)
    let peak = try #require(samples.map(abs).max())
    #expect((6_000...20_000).contains(peak))
    #expect(samples.first == 0)
    #expect(abs(try #require(samples.last)) < 50)
    // The highest notes of 1100 Hz and their octaves change by less than this from one sample to the next.
    let jumps = zip(samples, samples.dropFirst()).map { abs($0 - $1) }
    #expect(try #require(jumps.max()) < 12_000)
  }

  @Test func toneIsPitched() throws {
    let samples = Tone(seed: 2, duration: 0.2, sampleRate: 48_000).sound().samples.prefix(4_800).map(Int.init)
    let rises = samples.indices.dropFirst().filter { samples[$0 - 1] < 0 && samples[$0] >= 0 }
    let periods = zip(rises, rises.dropFirst()).map { $1 - $0 }
    let shortest = try #require(periods.min())
    let longest = try #require(periods.max())
    // The first half of a single note, so all periods are alike; between 220 and 1100 Hz.
    #expect(longest - shortest <= 1)
    #expect((43...219).contains(shortest))
  }
}
