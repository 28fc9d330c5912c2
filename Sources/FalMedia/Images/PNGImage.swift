/// PNG: the size is in the first chunk; a moving one has a control chunk per frame.
enum PNGImage {
  static func read(_ file: FileReader, into facts: inout MediaFacts) {
    guard let header = file.block(at: 8, count: 16), header.has("IHDR", at: 4) else { return }
    facts.setSize(width: header.uint32(at: 8), height: header.uint32(at: 12))
    facts.frameCount = 1
    readAnimation(file, into: &facts)
  }

  private static func readAnimation(_ file: FileReader, into facts: inout MediaFacts) {
    var frames: Int?
    var seconds = 0.0
    var position = 8
    while let header = file.block(at: position, count: 8), let length = header.uint32(at: 0) {
      switch header.fourCC(at: 4) {
      case "acTL": frames = file.block(at: position + 8, count: 4)?.uint32(at: 0)
      // The announcement has to precede the picture's data.
      case "IDAT" where frames == nil, "IEND": return finish(frames, seconds, into: &facts)
      case "fcTL": seconds += delay(file, at: position + 8)
      default: break
      }
      // Four bytes of checksum follow.
      guard let next = position.adding(length)?.adding(12) else { break }
      position = next
    }
    finish(frames, file.isExhausted ? 0 : seconds, into: &facts)
  }

  private static func finish(_ frames: Int?, _ seconds: Double, into facts: inout MediaFacts) {
    if let frames, frames > 0 { facts.setAnimation(frames: frames, seconds: seconds) }
  }

  private static func delay(_ file: FileReader, at position: Int) -> Double {
    guard let control = file.block(at: position, count: 26),
      let numerator = control.uint16(at: 20), let denominator = control.uint16(at: 22)
    else { return 0 }
    return Double(numerator) / Double(denominator == 0 ? 100 : denominator)
  }
}
