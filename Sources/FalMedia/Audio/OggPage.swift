/// The header of a page of an Ogg file.
struct OggPage {
  /// The longest possible page.
  static let mostBytes = 27 + 255 + 255 * 255

  let isFirst: Bool
  /// A time in units of the codec's own; `nil` when no packet ends on the page.
  let granule: Int?
  let serial: UInt64
  let content: Range<Int>

  init?(_ file: FileReader, at position: Int) {
    guard let header = file.block(at: position, count: 27), header.has("OggS", at: 0), header.uint8(at: 4) == 0,
      let flags = header.uint8(at: 5), let serial = header.bits(at: 14, size: 4, .little),
      let segments = header.uint8(at: 26),
      let lengths = file.block(at: position + 27, count: segments)
    else { return nil }
    isFirst = flags & 2 != 0
    // "None" is all ones, which is no Int.
    granule = header.uint64(at: 6, .little)
    self.serial = serial
    let start = position + 27 + segments
    content = start..<start + lengths.bytes.reduce(0) { $0 + Int($1) }
  }
}
