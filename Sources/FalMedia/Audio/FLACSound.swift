/// The description of a FLAC stream (`STREAMINFO`).
struct FLACStreamInfo {
  let sampleRate: Int
  let channelCount: Int
  /// 0 when it was not known.
  let sampleCount: Int

  init?(_ block: ByteBlock, at offset: Int) {
    guard let bits = block.bits(at: offset + 10, size: 8) else { return nil }
    sampleRate = Int(bits >> 44)
    channelCount = Int(bits >> 41 & 7) + 1
    // 36 bits, which not every machine's Int has room for.
    guard let count = Int(exactly: bits & 0xF_FFFF_FFFF), sampleRate > 0 else { return nil }
    sampleCount = count
  }

  func describe(_ facts: inout MediaFacts) {
    facts.hasAudio = true
    facts.audioCodec = .flac
    facts.sampleRate = sampleRate
    facts.channelCount = channelCount
    if sampleCount > 0 { facts.duration = Double(sampleCount) / Double(sampleRate) }
  }
}

/// FLAC: the first block describes the stream.
enum FLACSound {
  static func read(_ file: FileReader, from start: Int, into facts: inout MediaFacts) {
    guard let block = file.block(at: start, count: 42), block.has("fLaC", at: 0), (block.uint8(at: 4) ?? 0) & 0x7F == 0
    else { return }
    FLACStreamInfo(block, at: 8)?.describe(&facts)
  }
}
