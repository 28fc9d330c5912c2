/// One of the streams of an Ogg file, by its first packet.
struct OggStream {
  let serial: UInt64
  let codec: MediaCodec
  let isVideo: Bool
  private(set) var width: Int?
  private(set) var height: Int?
  private(set) var channelCount: Int?
  private(set) var sampleRate: Int?
  private(set) var frameRate: Double?
  /// How many granules there are per second.
  private var granuleRate = 0.0
  /// What the first granules stand for that are not heard.
  private var skipped = 0
  /// In video, granules have the number of the last key frame above so many bits, and below the frames since then.
  private var keyFrameShift = 0

  init?(serial: UInt64, packet: ByteBlock) {
    self.serial = serial
    isVideo = packet.has("theora", at: 1)
    if packet.has("OpusHead", at: 0) {
      codec = .opus
      channelCount = packet.uint8(at: 9)
      skipped = packet.uint16(at: 10, .little) ?? 0
      // Opus counts in this rate, whatever was encoded.
      setSampleRate(48000)
    } else if packet.has("vorbis", at: 1) {
      codec = .vorbis
      channelCount = packet.uint8(at: 11)
      setSampleRate(packet.uint32(at: 12, .little))
    } else if packet.has("FLAC", at: 1), let info = FLACStreamInfo(packet, at: 17) {
      codec = .flac
      channelCount = info.channelCount
      setSampleRate(info.sampleRate)
    } else if packet.has("Speex   ", at: 0) {
      codec = .speex
      channelCount = packet.uint32(at: 48, .little)
      setSampleRate(packet.uint32(at: 36, .little))
    } else if isVideo {
      codec = .theora
      readTheora(packet)
    } else {
      return nil
    }
  }

  /// The time of a granule in seconds.
  func time(of granule: Int) -> Double? {
    guard granuleRate > 0 else { return nil }
    if isVideo {
      let keyFrame = granule >> keyFrameShift
      return (Double(keyFrame) + Double(granule - keyFrame << keyFrameShift)) / granuleRate
    }
    return (Double(granule) - Double(skipped)) / granuleRate
  }

  private mutating func setSampleRate(_ rate: Int?) {
    sampleRate = rate
    granuleRate = Double(rate ?? 0)
  }

  private mutating func readTheora(_ packet: ByteBlock) {
    width = packet.uint24(at: 14)
    height = packet.uint24(at: 17)
    keyFrameShift = (packet.uint16(at: 40) ?? 0) >> 5 & 31
    guard let numerator = packet.uint32(at: 22), let denominator = packet.uint32(at: 26), denominator > 0 else {
      return
    }
    granuleRate = Double(numerator) / Double(denominator)
    frameRate = granuleRate
  }
}
