/// AIFF and AIFF-C: all is in the common chunk.
enum AIFFSound {
  static func read(_ file: FileReader, into facts: inout MediaFacts) {
    let isCompressed = file.block(at: 8, count: 4)?.has("AIFC", at: 0) ?? false
    for chunk in RIFFChunks(file, 12..<max(12, file.byteCount), .big) where chunk.id == "COMM" {
      guard let block = file.block(chunk.content, atMost: 22) else { return }
      facts.hasAudio = true
      facts.channelCount = block.uint16(at: 0)
      facts.audioCodec = isCompressed ? block.fourCC(at: 18).map(FourCCCodecs.audio) : .pcm
      guard let rate = extended(block, at: 8), let frames = block.uint32(at: 2) else { return }
      facts.sampleRate = Int(exactly: rate.rounded())
      if frames > 0 { facts.duration = Double(frames) / rate }
      return
    }
  }

  /// A floating-point number of ten bytes, as Apple's and Motorola's machines had them; `nil` unless it is above zero.
  private static func extended(_ block: ByteBlock, at offset: Int) -> Double? {
    guard let exponent = block.uint16(at: offset), let high = block.uint32(at: offset + 2),
      let low = block.uint32(at: offset + 6)
    else { return nil }
    let mantissa = Double(high) * 4_294_967_296 + Double(low)
    let value = Double(sign: .plus, exponent: exponent - 16383 - 63, significand: mantissa)
    return exponent < 0x7FFF && value > 0 && value.isFinite ? value : nil
  }
}
