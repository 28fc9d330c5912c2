import FalMedia
import Testing

@Suite("Files as other programs write them")
struct FixtureTests {
  /// What is expected of a file; what is not named is `nil`.
  struct Expectation: Sendable {
    let name: String
    let container: MediaContainer
    var kind: MediaFacts.Kind?
    var size: [Int] = []
    var duration: Double?
    var frameRate: Double?
    var frames: Int?
    var video: MediaCodec?
    var audio: MediaCodec?
    var channels: Int?
    var sampleRate: Int?

    static func image(_ name: String, _ container: MediaContainer, _ width: Int, _ height: Int) -> Self {
      Self(name: name, container: container, size: [width, height], frames: 1)
    }

    static func animation(_ name: String, _ container: MediaContainer, video: MediaCodec? = nil) -> Self {
      Self(
        name: name,
        container: container,
        size: [32, 16],
        duration: 0.3,
        frameRate: 10,
        frames: 3,
        video: video
      )
    }

    static func sound(
      _ name: String,
      _ container: MediaContainer,
      _ codec: MediaCodec,
      _ duration: Double,
      channels: Int = 1,
      rate: Int = 8000
    ) -> Self {
      Self(
        name: name,
        container: container,
        kind: .audio,
        duration: duration,
        audio: codec,
        channels: channels,
        sampleRate: rate
      )
    }

    static func clip(
      _ name: String,
      _ container: MediaContainer,
      _ codec: MediaCodec,
      _ duration: Double,
      frames: Int?,
      audio: MediaCodec? = nil,
      rate: Int = 8000,
      size: [Int] = [32, 16],
      frameRate: Double = 24
    ) -> Self {
      Self(
        name: name,
        container: container,
        kind: .video,
        size: size,
        duration: duration,
        frameRate: frameRate,
        frames: frames,
        video: codec,
        audio: audio,
        channels: audio == nil ? nil : 1,
        sampleRate: audio == nil ? nil : rate
      )
    }
  }

  static let expectations: [Expectation] = [
    .image("still.png", .png, 32, 16), .image("still.jpg", .jpeg, 32, 16), .image("still.bmp", .bmp, 32, 16),
    .image("still.tiff", .tiff, 32, 16), .image("lossy.webp", .webp, 32, 16), .image("lossless.webp", .webp, 32, 16),
    .image("still.avif", .avif, 32, 16),
    .animation("moving.gif", .gif), .animation("moving.apng", .png), .animation("moving.webp", .webp),
    .animation("moving.avif", .avif, video: .av1),

    .clip("h264-aac.mp4", .mp4, .h264, 0.25, frames: 6, audio: .aac),
    .clip("faststart.mp4", .mp4, .h264, 0.25, frames: 6),
    .clip("fragmented.mp4", .mp4, .h264, 0.378, frames: 6, audio: .aac, frameRate: 15.8726),
    .clip("indexed.mp4", .mp4, .h264, 0.25, frames: 6),
    .clip("turned.mp4", .mp4, .h264, 0.25, frames: 6, size: [16, 32]),
    .clip("variable-rate.mp4", .mp4, .h264, 0.25, frames: 4, frameRate: 16),
    .clip("hevc.mp4", .mp4, .hevc, 0.25, frames: 6), .clip("av1.mp4", .mp4, .av1, 0.25, frames: 6),
    .clip("vp9.mp4", .mp4, .vp9, 0.25, frames: 6), .clip("apple.m4v", .m4v, .h264, 0.084, frames: 2),
    .clip("prores-pcm.mov", .mov, .proRes, 0.05, frames: 1, audio: .pcm),
    .clip("mjpeg-alac.mov", .mov, .motionJPEG, 0.1, frames: 2, audio: .alac),
    .clip("vp8-opus.webm", .webm, .vp8, 0.258, frames: nil, audio: .opus, rate: 48000),
    .clip("vp9-opus.webm", .webm, .vp9, 0.258, frames: nil, audio: .opus, rate: 48000),
    .clip("live.webm", .webm, .vp8, 0.25, frames: nil),
    .clip("h264-flac.mkv", .matroska, .h264, 0.1, frames: nil, audio: .flac),
    .clip("mpeg4.avi", .avi, .mpeg4, 0.0833, frames: 2, audio: .pcm),
    .clip("theora.ogv", .ogg, .theora, 0.0417, frames: nil),

    .sound("sound.wav", .wav, .pcm, 0.1), .sound("piped.wav", .wav, .pcm, 0.1), .sound("long.wav", .wav, .pcm, 0.1),
    .sound("six-channels.wav", .wav, .pcm, 0.01, channels: 6), .sound("adpcm.wav", .wav, .adpcm, 0.2551),
    .sound("sound.aiff", .aiff, .pcm, 0.1), .sound("constant.mp3", .mp3, .mp3, 0.432),
    .sound("bare.mp3", .mp3, .mp3, 0.432), .sound("cover.mp3", .mp3, .mp3, 0.432),
    .sound("layer2.mp2", .mp3, .mp2, 0.216, rate: 48000), .sound("sound.flac", .flac, .flac, 0.1),
    .sound("vorbis.ogg", .ogg, .vorbis, 0.1), .sound("sound.opus", .ogg, .opus, 0.25, rate: 48000),
    .sound("flac.oga", .ogg, .flac, 0.1), .sound("sound.aac", .aac, .aac, 0.384), .sound("sound.m4a", .m4a, .aac, 0.25),
    .sound("sound.webm", .webm, .opus, 0.258, rate: 48000),
  ]

  @Test("Facts are those that other programs state", arguments: expectations)
  func facts(expected: Expectation) throws {
    let bytes = try Fixture.bytes(of: expected.name)
    let facts = MediaProbe.facts(of: bytes)
    #expect(facts.container == expected.container)
    #expect(facts.kind == expected.kind ?? expected.container.kind)
    #expect(facts.byteCount == bytes.count)
    #expect([facts.width, facts.height].compactMap { $0 } == expected.size)
    #expect(isClose(facts.duration, expected.duration, within: 0.001), "\(String(describing: facts.duration))")
    #expect(isClose(facts.frameRate, expected.frameRate, within: 0.0001), "\(String(describing: facts.frameRate))")
    #expect(facts.frameCount == expected.frames)
    #expect(facts.videoCodec == expected.video)
    #expect(facts.audioCodec == expected.audio)
    #expect(facts.hasAudio == (expected.audio != nil))
    #expect(facts.channelCount == expected.channels)
    #expect(facts.sampleRate == expected.sampleRate)
    #expect(try MediaProbe.facts(ofFile: Fixture.path(of: expected.name)) == facts)
  }

  @Test("Every file beside the tests is expected to be something")
  func all() throws {
    #expect(try Fixture.names() == Self.expectations.map(\.name).sorted())
  }

  private func isClose(_ value: Double?, _ expected: Double?, within tolerance: Double) -> Bool {
    guard let value, let expected else { return value == expected }
    return abs(value - expected) <= tolerance
  }
}
