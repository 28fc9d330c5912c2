/// WAVE: the format, and the length of the samples.
enum WAVESound {
  static func read(_ file: FileReader, into facts: inout MediaFacts) {
    var format: WAVEFormat?
    var longLength: Int?
    var sampleCount: Int?
    for chunk in RIFFChunks(file, 12..<max(12, file.byteCount)) {
      switch chunk.id {
      case "ds64":
        // RF64 has the real length here, because the one of the chunk is too small for it.
        longLength = file.block(chunk.content, atMost: 28)?.uint64(at: 8, .little)
      case "fmt ":
        format = file.block(chunk.content, atMost: 40).map(WAVEFormat.init)
        format?.describe(&facts)
      case "fact": sampleCount = file.block(chunk.content, atMost: 4)?.uint32(at: 0, .little)
      case "data":
        if let format, let rate = format.sampleRate, rate > 0, let sampleCount, sampleCount > 0, format.codec != .pcm {
          // What is compressed need not have the bytes per second that are announced.
          facts.duration = Double(sampleCount) / Double(rate)
          return
        }
        guard let bytesPerSecond = format?.bytesPerSecond, bytesPerSecond > 0 else { return }
        // Writers that cannot go back leave 0 or the largest number: then the samples fill the file.
        let rest = file.byteCount - chunk.content.lowerBound
        let length = chunk.content.isEmpty ? rest : min(longLength ?? chunk.content.count, rest)
        facts.duration = Double(length) / Double(bytesPerSecond)
        return
      default: break
      }
    }
  }
}
