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
