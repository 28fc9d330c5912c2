/// AAC as a stream: nothing but frames, of which the first ones stand for all.
enum ADTSSound {
  static func read(_ file: FileReader, from start: Int, into facts: inout MediaFacts) {
    guard let frames = AudioFrames<ADTSHeader>(file, at: start) else { return }
    facts.describeSound(frames.first)
    facts.duration = frames.duration(ofBytes: file.byteCount - start)
  }
}
