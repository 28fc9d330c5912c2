/// JPEG: segments up to the frame header, which has the size.
///
/// Thumbnails are inside of segments, which are skipped.
enum JPEGImage {
  static func read(_ file: FileReader, into facts: inout MediaFacts) {
    var position = 2
    var isTurned = false
    while let marker = nextMarker(file, at: &position) {
      if isStandalone(marker) { continue }
      guard !isEnd(marker), let length = file.block(at: position, count: 2)?.uint16(at: 0), length >= 2 else { return }
      if isFrameHeader(marker) {
        guard let frame = file.block(at: position + 2, count: 5) else { return }
        facts.setSize(width: frame.uint16(at: 3), height: frame.uint16(at: 1), isTurned: isTurned)
        facts.frameCount = 1
        return
      }
      if marker == 0xE1, let segment = file.block(at: position + 2, count: length - 2), segment.has("Exif\0", at: 0) {
        let start = position + 8
        isTurned = TIFFDirectory(file, start: start, end: position + length)?.isTurned ?? isTurned
      }
      position += length
    }
  }

  /// The next marker; what is between segments is skipped, as decoders do.
  private static func nextMarker(_ file: FileReader, at position: inout Int) -> Int? {
    var previous = 0
    while let byte = file.block(at: position, count: 1)?.uint8(at: 0) {
      position += 1
      if previous == 0xFF && byte != 0xFF && byte != 0 { return byte }
      previous = byte
    }
    return nil
  }

  private static func isStandalone(_ marker: Int) -> Bool {
    marker == 0x01 || (0xD0...0xD8).contains(marker)
  }

  /// The scan's data follows, or nothing.
  private static func isEnd(_ marker: Int) -> Bool { marker == 0xD9 || marker == 0xDA }

  /// Baseline, progressive and all others; between them are tables for Huffman and arithmetic coding.
  private static func isFrameHeader(_ marker: Int) -> Bool {
    (0xC0...0xCF).contains(marker) && ![0xC4, 0xC8, 0xCC].contains(marker)
  }
}
