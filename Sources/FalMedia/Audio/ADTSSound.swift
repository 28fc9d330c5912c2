/// The header of a frame of AAC in a stream (ADTS).
struct ADTSHeader: AudioFrameHeader {
  static let length = 7

  let sampleRate: Int
  let channelCount: Int?
  let frameLength: Int
  let sampleCount: Int

  init?(_ block: ByteBlock) {
    guard let bits = block.bits(at: 0, size: 7), bits >> 44 == 0xFFF, bits >> 41 & 3 == 0 else {
      return nil
    }
    let rateIndex = Int(bits >> 34 & 15)
    guard rateIndex < Self.sampleRates.count else { return nil }
    sampleRate = Self.sampleRates[rateIndex]
    channelCount = Self.channelCount(ofConfiguration: Int(bits >> 30 & 7))
    frameLength = Int(bits >> 13 & 0x1FFF)
    sampleCount = (Int(bits & 3) + 1) * 1024
    guard frameLength > Self.length else { return nil }
  }

  var codec: MediaCodec { .aac }

  /// The number of channels; `nil` when they are described in the frame.
  static func channelCount(ofConfiguration configuration: Int) -> Int? {
    switch configuration {
    case 1...6: configuration
    case 7: 8
    default: nil
    }
  }

  static let sampleRates = [
    96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350,
  ]
}

/// AAC as a stream: nothing but frames, of which the first ones stand for all.
enum ADTSSound {
  static func read(_ file: FileReader, from start: Int, into facts: inout MediaFacts) {
    guard let frames = AudioFrames<ADTSHeader>(file, at: start) else { return }
    facts.describeSound(frames.first)
    facts.duration = frames.duration(ofBytes: file.byteCount - start)
  }
}
