/// A track of a movie, as its headers describe it.
struct ISOTrack {
  let id: Int
  /// What it is for: `vide` and `pict` are pictures, `soun` is sound.
  let handler: String
  let time: ISOTime
  /// Whether it is turned by a quarter for display.
  let isTurned: Bool
  let description: ISOSampleDescription?
  /// How many frames the movie's header lists; those in fragments come on top.
  let sampleCount: Int
  let lengths: ISOSampleLengths

  var isVideo: Bool { handler == "vide" || handler == "pict" }
  var isAudio: Bool { handler == "soun" }

  /// The frames per second, on average when their lengths vary.
  var frameRate: Double? {
    if lengths.usual == nil && Double(sampleCount) > lengths.count {
      // More than was read of the table.
      return time.seconds.map { Double(sampleCount) / $0 }
    }
    return lengths.frameRate(timescale: time.timescale)
  }

  var sampleRate: Int? {
    // Rates that are too high for the description's field are 0 there; tracks mostly count in samples.
    description?.sampleRate.flatMap { $0 > 0 ? $0 : time.timescale }
  }

  init?(_ file: FileReader, _ box: ISOBox) {
    guard let header = file.box("tkhd", in: box.content).flatMap({ file.block($0.content, atMost: 96) }),
      let media = file.box("mdia", in: box.content),
      let time = file.box("mdhd", in: media.content).flatMap({ ISOTime(file, $0) }),
      let handler = file.box("hdlr", in: media.content).flatMap({ file.block($0.content, atMost: 12)?.fourCC(at: 8) })
    else { return nil }
    let isLong = header.uint8(at: 0) == 1
    id = header.uint32(at: isLong ? 20 : 12) ?? 0
    isTurned = Self.isTurned(header, at: isLong ? 52 : 40)
    self.handler = handler
    self.time = time
    let table = file.box(at: "minf", "stbl", in: media.content)?.content ?? 0..<0
    description = file.box("stsd", in: table).flatMap { ISOSampleDescription(file, $0, handler: handler) }
    sampleCount = Self.sampleCount(file, table)
    lengths = Self.lengths(file, table)
  }

  /// Whether a matrix exchanges the axes: nothing on its diagonal, something beside it.
  private static func isTurned(_ header: ByteBlock, at offset: Int) -> Bool {
    func isZero(_ index: Int) -> Bool { header.int32(at: offset + 4 * index) == 0 }
    return isZero(0) && isZero(4) && !isZero(1) && !isZero(3)
  }

  private static func sampleCount(_ file: FileReader, _ table: Range<Int>) -> Int {
    let sizes = file.box("stsz", in: table) ?? file.box("stz2", in: table)
    return sizes.flatMap { file.block($0.content, atMost: 12)?.uint32(at: 8) } ?? 0
  }

  /// The lengths in the table, as far as it is read at once, which is thousands of changes.
  private static func lengths(_ file: FileReader, _ table: Range<Int>) -> ISOSampleLengths {
    var lengths = ISOSampleLengths()
    guard let box = file.box("stts", in: table), let block = file.block(box.content), let entries = block.uint32(at: 4)
    else { return lengths }
    for entry in 0..<min(entries, block.count / 8) {
      guard let count = block.uint32(at: 8 + 8 * entry), let length = block.uint32(at: 12 + 8 * entry) else { break }
      lengths.add(length, count: count)
    }
    return lengths
  }
}
