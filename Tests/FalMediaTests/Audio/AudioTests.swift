import Testing

@testable import FalMedia

@Suite("Sound")
struct AudioTests {
  /// A tag with so many bytes, in seven bits per byte.
  private func tag(_ length: Int, _ content: [UInt8] = []) -> [UInt8] {
    let size = [21, 14, 7, 0].map { UInt8(length >> $0 & 0x7F) }
    return Array("ID3".utf8) + [4, 0, 0] + size + content + Bytes.zeros(length - content.count)
  }

  /// Frames of MPEG-1 layer III, 128 kbit/s, 44.1 kHz, stereo.
  private func frames(_ count: Int, first: [UInt8] = []) -> [UInt8] {
    let header: [UInt8] = [0xFF, 0xFB, 0x90, 0x00]
    let start = header + first + Bytes.zeros(417 - 4 - first.count)
    return start + Array(repeatElement(header + Bytes.zeros(413), count: count - 1).joined())
  }

  @Test("A tag with a large cover is skipped, whatever the cover looks like")
  func cover() {
    let bytes = tag(1_000_000, [0xFF, 0xFB, 0x90, 0x00]) + tag(10) + frames(100)
    let file = FileReader(BytesInMemory(bytes))
    let facts = MediaProbe.facts(in: file)
    #expect(facts.container == .mp3 && facts.sampleRate == 44100 && facts.channelCount == 2)
    #expect(abs((facts.duration ?? 0) - 100 * 1152 / 44100.0) < 0.001)
    #expect(file.fetchCount < 10)
  }

  @Test("The encoder's count of frames is believed")
  func counted() {
    let xing = Bytes.zeros(32) + Array("Xing".utf8) + Bytes.big(1 as UInt32) + Bytes.big(1000 as UInt32)
    let vbri = Bytes.zeros(32) + Array("VBRI".utf8) + Bytes.zeros(10) + Bytes.big(1000 as UInt32)
    for header in [xing, vbri] {
      #expect(MediaProbe.facts(of: frames(3, first: header)).duration == 1000 * 1152 / 44100.0)
    }
  }

  @Test("Other kinds of sound can have a tag before them too")
  func tagged() throws {
    #expect(MediaProbe.facts(of: tag(300) + (try Fixture.bytes(of: "sound.flac"))).duration == 0.1)
    #expect(MediaProbe.facts(of: tag(300) + (try Fixture.bytes(of: "sound.aac"))).container == .aac)
  }

  @Test("Two bytes that look like a frame are not yet sound")
  func notSound() {
    #expect(MediaProbe.facts(of: [0xFF, 0xFB, 0x90, 0x00] + Bytes.zeros(1000)).container == .unknown)
    #expect(MediaProbe.facts(of: [0xFF, 0xFE] + Array("text".utf8).flatMap { [$0, 0] }).container == .unknown)
  }

  @Test("The extensible form of WAVE has its codec in an identifier")
  func extensible() {
    let format =
      Bytes.little(0xFFFE as UInt16) + Bytes.little(2 as UInt16) + Bytes.little(48000 as UInt32)
      + Bytes.little(384_000 as UInt32) + Bytes.zeros(12) + [3, 0] + Bytes.zeros(14)
    let bytes =
      Array("RIFF".utf8) + Bytes.zeros(4) + Array("WAVEfmt ".utf8) + Bytes.little(UInt32(format.count)) + format
      + Array("data".utf8) + Bytes.little(UInt32.max) + Bytes.zeros(38400)
    let facts = MediaProbe.facts(of: bytes)
    #expect(facts.audioCodec == .pcm && facts.channelCount == 2 && facts.duration == 0.1)
  }

  @Test("A long RF64 file has the length of its samples in a chunk of its own")
  func longWAVE() {
    let samples = 5_000_000_000
    let start =
      Array("RF64".utf8) + Bytes.little(UInt32.max) + Array("WAVEds64".utf8) + Bytes.little(28 as UInt32)
      + Bytes.zeros(8) + Bytes.little(UInt64(samples)) + Bytes.zeros(12) + Array("fmt ".utf8)
      + Bytes.little(16 as UInt32) + [1, 0, 2, 0] + Bytes.little(48000 as UInt32) + Bytes.little(200_000 as UInt32)
      + [4, 0, 16, 0] + Array("data".utf8) + Bytes.little(UInt32.max)
    let file = FileReader(SparseSource(byteCount: samples + start.count, parts: [0: start]))
    #expect(MediaProbe.facts(in: file).duration == 25000)
  }

  @Test("High-efficiency AAC is played at twice the rate that its frames have")
  func highEfficiency() {
    // Object type 5, rate 24000, two channels, then the rate 48000.
    let facts = AACConfiguration(ByteBlock([0b0010_1011, 0b0001_0001, 0b1000_0000]), at: 0)
    #expect(facts?.sampleRate == 48000 && facts?.channelCount == 2)
  }
}
