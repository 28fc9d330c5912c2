/// How sound is described in WAVE and AVI files (`WAVEFORMATEX`).
struct WAVEFormat {
  let codec: MediaCodec?
  let channelCount: Int?
  let sampleRate: Int?
  let bytesPerSecond: Int?

  init(_ block: ByteBlock) {
    var tag = block.uint16(at: 0, .little)
    // The extensible form has the tag as the first bytes of a long identifier.
    if tag == 0xFFFE { tag = block.uint16(at: 24, .little) }
    codec = tag.flatMap { Self.codecs[$0] ?? MediaCodec(rawValue: "0x" + String($0, radix: 16)) }
    channelCount = block.uint16(at: 2, .little)
    sampleRate = block.uint32(at: 4, .little)
    bytesPerSecond = block.uint32(at: 8, .little)
  }

  func describe(_ facts: inout MediaFacts) {
    facts.hasAudio = true
    facts.audioCodec = codec
    facts.channelCount = channelCount
    facts.sampleRate = sampleRate
  }

  private static let codecs: [Int: MediaCodec] = [
    0x01: .pcm, 0x03: .pcm, 0x02: .adpcm, 0x11: .adpcm, 0x06: .aLaw, 0x07: .muLaw, 0x50: .mp2, 0x55: .mp3,
    0xFF: .aac, 0x1600: .aac, 0x2000: .ac3, 0x2001: .dts, 0xF1AC: .flac, 0x674F: .vorbis, 0x704F: .opus,
  ]
}
