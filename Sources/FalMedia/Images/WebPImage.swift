/// WebP: the size is in the header of the picture, or of the extended format, which precedes animations.
enum WebPImage {
  static func read(_ file: FileReader, into facts: inout MediaFacts) {
    guard let first = RIFFChunks(file, 12..<max(12, file.byteCount)).first(where: { _ in true }),
      let block = file.block(first.content, atMost: 10)
    else { return }
    switch first.id {
    case "VP8 " where block.slice(at: 3, count: 3)?.elementsEqual([0x9D, 0x01, 0x2A]) == true:
      let width = block.uint16(at: 6, .little).map { $0 & 0x3FFF }
      let height = block.uint16(at: 8, .little).map { $0 & 0x3FFF }
      facts.setSize(width: width, height: height)
    case "VP8L" where block.uint8(at: 0) == 0x2F:
      let bits = block.bits(at: 1, size: 4, .little)
      facts.setSize(width: bits.map { Int($0 & 0x3FFF) + 1 }, height: bits.map { Int($0 >> 14 & 0x3FFF) + 1 })
    case "VP8X":
      facts.setSize(
        width: block.uint24(at: 4, .little).map { $0 + 1 },
        height: block.uint24(at: 7, .little).map { $0 + 1 }
      )
      if let flags = block.uint8(at: 0), flags & 2 != 0 { return readAnimation(file, into: &facts) }
    default: return
    }
    facts.frameCount = 1
  }

  private static func readAnimation(_ file: FileReader, into facts: inout MediaFacts) {
    var frames = 0
    var milliseconds = 0
    for chunk in RIFFChunks(file, 12..<max(12, file.byteCount)) where chunk.id == "ANMF" {
      frames += 1
      milliseconds += file.block(chunk.content, atMost: 16)?.uint24(at: 12, .little) ?? 0
    }
    if frames > 0 && !file.isExhausted { facts.setAnimation(frames: frames, seconds: Double(milliseconds) / 1000) }
  }
}
