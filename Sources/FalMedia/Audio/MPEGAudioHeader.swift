/// The header of a frame of MPEG audio.
struct MPEGAudioHeader: AudioFrameHeader {
  static let length = 4

  /// Half and quarter sample rates are of later versions.
  let isVersion1: Bool
  let layer: Int
  let sampleRate: Int
  let isMono: Bool
  let frameLength: Int

  init?(_ block: ByteBlock) {
    guard let word = block.bits(at: 0, size: 4), word >> 21 == 0x7FF else { return nil }
    // What is left fits an Int everywhere.
    let bits = Int(word & 0x1F_FFFF)
    let version = bits >> 19 & 3
    let layer = 4 - (bits >> 17 & 3)
    let rateIndex = bits >> 10 & 3
    guard version != 1, layer != 4, rateIndex != 3 else { return nil }
    isVersion1 = version == 3
    self.layer = layer
    sampleRate = [44100, 48000, 32000][rateIndex] >> (version == 3 ? 0 : version == 2 ? 1 : 2)
    isMono = bits >> 6 & 3 == 3
    guard let kilobits = Self.kilobits(isVersion1: version == 3, layer: layer, index: bits >> 12 & 15) else {
      return nil
    }
    let padding = bits >> 9 & 1
    let samples = Self.sampleCount(isVersion1: version == 3, layer: layer)
    frameLength =
      layer == 1
      ? (12 * kilobits * 1000 / sampleRate + padding) * 4
      : samples / 8 * kilobits * 1000 / sampleRate + padding
  }

  var codec: MediaCodec { [.mp1, .mp2, .mp3][layer - 1] }

  var sampleCount: Int { Self.sampleCount(isVersion1: isVersion1, layer: layer) }

  var channelCount: Int? { isMono ? 1 : 2 }

  private static func sampleCount(isVersion1: Bool, layer: Int) -> Int {
    switch layer {
    case 1: 384
    case 2: 1152
    default: isVersion1 ? 1152 : 576
    }
  }

  /// The bit rate; `nil` for those that are free or forbidden.
  private static func kilobits(isVersion1: Bool, layer: Int, index: Int) -> Int? {
    guard (1...14).contains(index) else { return nil }
    let rates = isVersion1 ? version1[layer - 1] : layer == 1 ? version2Layer1 : version2
    return rates[index - 1]
  }

  private static let version1 = [
    [32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
    [32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
    [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  ]
  private static let version2Layer1 = [32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256]
  private static let version2 = [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160]
}
