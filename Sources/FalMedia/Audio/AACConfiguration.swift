/// How AAC describes itself outside of streams (`AudioSpecificConfig`).
struct AACConfiguration {
  let sampleRate: Int
  /// `nil` when the channels are described in the frames.
  let channelCount: Int?

  init?(_ block: ByteBlock, at offset: Int) {
    // Two bytes are enough for what is usual; a missing rest reads as zeros.
    let bytes = (0..<8).map { block.bits(at: offset + $0, size: 1) ?? 0 }
    var rest = bytes.reduce(0) { $0 << 8 | $1 }
    func take(_ count: UInt64) -> Int {
      defer { rest <<= count }
      return Int(rest >> (64 - count))
    }
    func takeSampleRate() -> Int? {
      let index = take(4)
      return index == 15 ? take(24) : index < ADTSHeader.sampleRates.count ? ADTSHeader.sampleRates[index] : nil
    }
    let objectType = take(5)
    guard let rate = takeSampleRate() else { return nil }
    channelCount = ADTSHeader.channelCount(ofConfiguration: take(4))
    // High-efficiency AAC is played at a rate of its own.
    let isHighEfficiency = objectType == 5 || objectType == 29
    sampleRate = isHighEfficiency ? takeSampleRate() ?? rate : rate
  }
}
