/// FLAC: the first block describes the stream.
enum FLACSound {
  static func read(_ file: FileReader, from start: Int, into facts: inout MediaFacts) {
    guard let block = file.block(at: start, count: 42), block.has("fLaC", at: 0), (block.uint8(at: 4) ?? 0) & 0x7F == 0
    else { return }
    FLACStreamInfo(block, at: 8)?.describe(&facts)
  }
}
