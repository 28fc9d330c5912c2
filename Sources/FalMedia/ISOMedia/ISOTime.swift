/// The units per second and the length that the headers of a movie and of its tracks have at the same places.
struct ISOTime {
  /// Above zero.
  let timescale: Int
  /// In units; `nil` when it is unknown or none.
  let length: Int?

  init?(_ file: FileReader, _ box: ISOBox) {
    guard let block = file.block(box.content, atMost: 32) else { return nil }
    let isLong = block.uint8(at: 0) == 1
    guard let timescale = block.uint32(at: isLong ? 20 : 12), timescale > 0 else { return nil }
    self.timescale = timescale
    // All ones say that it is unknown; of eight bytes they are no Int.
    let length = isLong ? block.uint64(at: 24) : block.uint32(at: 16)
    self.length = length == 0 || !isLong && length == Int(exactly: UInt32.max) ? nil : length
  }

  /// The length in seconds.
  var seconds: Double? { length.map { Double($0) / Double(timescale) } }
}
