/// AVI: the main header and one per stream.
enum AVIMovie {
  static func read(_ file: FileReader, into facts: inout MediaFacts) {
    guard let headers = list("hdrl", in: 12..<max(12, file.byteCount), of: file) else { return }
    facts.hasAudio = false
    var streams = 0
    for chunk in RIFFChunks(file, headers) {
      switch chunk.id {
      case "avih":
        guard let block = file.block(chunk.content, atMost: 40) else { break }
        facts.setSize(width: block.uint32(at: 32, .little), height: block.uint32(at: 36, .little))
      case "LIST" where streams < ReadingLimits.mostTracks && isList("strl", chunk, of: file):
        streams += 1
        readStream(file, chunk.content.dropFirst(4), into: &facts)
      default: break
      }
    }
    if facts.videoCodec == nil && facts.hasAudio == true { facts.kind = .audio }
  }

  private static func readStream(_ file: FileReader, _ range: Range<Int>, into facts: inout MediaFacts) {
    var header: ByteBlock?
    for chunk in RIFFChunks(file, range) {
      switch chunk.id {
      case "strh": header = file.block(chunk.content, atMost: 48)
      case "strf":
        guard let header, let format = file.block(chunk.content, atMost: 40) else { return }
        switch header.fourCC(at: 0) {
        case "vids" where facts.videoCodec == nil:
          facts.videoCodec = format.fourCC(at: 16).map(FourCCCodecs.video)
          readTimes(header, into: &facts)
        case "auds" where facts.audioCodec == nil: WAVEFormat(format).describe(&facts)
        default: break
        }
        return
      default: break
      }
    }
  }

  private static func readTimes(_ header: ByteBlock, into facts: inout MediaFacts) {
    guard let scale = header.uint32(at: 20, .little), let rate = header.uint32(at: 24, .little), scale > 0, rate > 0
    else { return }
    facts.frameRate = Double(rate) / Double(scale)
    guard let length = header.uint32(at: 32, .little), length > 0 else { return }
    facts.frameCount = length
    facts.duration = Double(length) * Double(scale) / Double(rate)
  }

  private static func list(_ name: String, in range: Range<Int>, of file: FileReader) -> Range<Int>? {
    for chunk in RIFFChunks(file, range) where isList(name, chunk, of: file) { return chunk.content.dropFirst(4) }
    return nil
  }

  private static func isList(_ name: String, _ chunk: RIFFChunk, of file: FileReader) -> Bool {
    chunk.id == "LIST" && chunk.content.count >= 4 && file.block(chunk.content, atMost: 4)?.fourCC(at: 0) == name
  }
}
