/// MPEG audio: how many frames there are stands in the first one, or is estimated.
enum MPEGSound {
  static func read(_ file: FileReader, from start: Int, into facts: inout MediaFacts) {
    guard let position = firstFrame(file, from: start), let frames = AudioFrames<MPEGAudioHeader>(file, at: position)
    else { return }
    let first = frames.first
    facts.describeSound(first)
    if let count = statedFrameCount(file, at: position, first), count > 0 {
      facts.duration = Double(count) * Double(first.sampleCount) / Double(first.sampleRate)
    } else {
      facts.duration = frames.duration(ofBytes: file.byteCount - position - trailerLength(file))
    }
  }

  /// After a tag there can be padding, and in files that were cut a part of a frame.
  private static func firstFrame(_ file: FileReader, from start: Int) -> Int? {
    guard let block = file.block(at: start, atMost: ReadingLimits.mostAtOnce) else { return nil }
    for (offset, byte) in block.bytes.enumerated() where byte == 0xFF {
      if AudioFrames<MPEGAudioHeader>.begin(in: file, at: start + offset) { return start + offset }
    }
    return nil
  }

  /// The count in a header that encoders put in a silent first frame (`Xing`, `Info` or `VBRI`).
  private static func statedFrameCount(_ file: FileReader, at position: Int, _ header: MPEGAudioHeader) -> Int? {
    guard header.layer == 3, let frame = file.block(at: position, atMost: 64) else { return nil }
    let sideLength = header.isVersion1 ? (header.isMono ? 17 : 32) : (header.isMono ? 9 : 17)
    let offset = MPEGAudioHeader.length + sideLength
    if frame.has("Xing", at: offset) || frame.has("Info", at: offset) {
      guard let flags = frame.uint32(at: offset + 4), flags & 1 != 0 else { return nil }
      return frame.uint32(at: offset + 8)
    }
    let vbriOffset = MPEGAudioHeader.length + 32
    return frame.has("VBRI", at: vbriOffset) ? frame.uint32(at: vbriOffset + 14) : nil
  }

  /// The length of the old kind of tag, which is at the end.
  private static func trailerLength(_ file: FileReader) -> Int {
    file.block(at: file.byteCount - 128, count: 3)?.has("TAG", at: 0) == true ? 128 : 0
  }
}
