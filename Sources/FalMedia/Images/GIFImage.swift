/// Goes through the blocks of a GIF, and counts.
struct GIFWalk {
  let file: FileReader
  private(set) var position: Int
  private(set) var frames = 0
  private(set) var seconds = 0.0
  /// That of the next frame.
  private var delay = 0.0

  init(file: FileReader, position: Int) {
    self.file = file
    self.position = position
  }

  mutating func run() {
    while let introducer = file.block(at: position, count: 1)?.uint8(at: 0) {
      position += 1
      switch introducer {
      case 0x21: readExtension()
      case 0x2C: readFrame()
      // Some writers fill up with zeros.
      case 0: continue
      default: return
      }
    }
  }

  private mutating func readExtension() {
    guard let header = file.block(at: position, atMost: 6) else { return }
    if header.uint8(at: 0) == 0xF9, let hundredths = header.uint16(at: 3, .little) {
      // Browsers show frames that are to last less than two hundredths for a tenth of a second.
      delay = hundredths < 2 ? 0.1 : Double(hundredths) / 100
    }
    position += 1
    skipSubBlocks()
  }

  private mutating func readFrame() {
    guard let descriptor = file.block(at: position, count: 9) else { return }
    frames += 1
    seconds += delay == 0 ? 0.1 : delay
    delay = 0
    // The smallest code's size is one byte more.
    position += 10 + GIFImage.colorTableLength(descriptor.uint8(at: 8))
    skipSubBlocks()
  }

  private mutating func skipSubBlocks() {
    while let length = file.block(at: position, count: 1)?.uint8(at: 0) {
      position += 1 + length
      if length == 0 { return }
    }
  }
}

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
