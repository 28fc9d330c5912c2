/// Windows bitmap.
enum BMPImage {
  /// Whether a file begins so; the two letters alone would be too little.
  static func isAt(_ head: ByteBlock) -> Bool {
    head.has("BM", at: 0) && [12, 16, 40, 52, 56, 64, 108, 124].contains(head.uint32(at: 14, .little))
  }

  static func read(_ file: FileReader, into facts: inout MediaFacts) {
    guard let header = file.block(at: 0, atMost: 26) else { return }
    if header.uint32(at: 14, .little) == 12 {
      facts.setSize(width: header.uint16(at: 18, .little), height: header.uint16(at: 20, .little))
    } else {
      // A height below zero says that the rows are from top to bottom.
      let height = header.int32(at: 22, .little).flatMap { Int(exactly: $0.magnitude) }
      facts.setSize(width: header.int32(at: 18, .little), height: height)
    }
    facts.frameCount = 1
  }
}
