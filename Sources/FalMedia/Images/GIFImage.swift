/// GIF: the size is in the header; for frames and duration the whole file is walked through, block by block.
enum GIFImage {
  static func read(_ file: FileReader, into facts: inout MediaFacts) {
    guard let header = file.block(at: 6, count: 7) else { return }
    facts.setSize(width: header.uint16(at: 0, .little), height: header.uint16(at: 2, .little))
    var walk = GIFWalk(file: file, position: 13 + colorTableLength(header.uint8(at: 4)))
    walk.run()
    if walk.frames > 0 && !file.isExhausted { facts.setAnimation(frames: walk.frames, seconds: walk.seconds) }
  }

  /// The length of the table that the flags of a header announce.
  static func colorTableLength(_ flags: Int?) -> Int {
    guard let flags, flags & 0x80 != 0 else { return 0 }
    return 3 << (flags & 7 + 1)
  }
}
