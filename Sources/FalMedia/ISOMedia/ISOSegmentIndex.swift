/// The index of a fragmented movie's segments (`sidx`).
enum ISOSegmentIndex {
  /// How long all the segments last together, in seconds.
  static func duration(_ file: FileReader, _ box: ISOBox) -> Double? {
    guard let header = file.block(box.content, atMost: 32), let timescale = header.uint32(at: 8), timescale > 0 else {
      return nil
    }
    let start = header.uint8(at: 0) == 1 ? 32 : 24
    guard let count = header.uint16(at: start - 2) else { return nil }
    var units = 0.0
    for index in 0..<count {
      guard let entry = file.block(box.content.dropFirst(start + 12 * index), atMost: 12),
        let length = entry.uint32(at: 4)
      else { break }
      units += Double(length)
    }
    return units / Double(timescale)
  }
}
