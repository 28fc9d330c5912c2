/// The tags before MPEG audio and other sound, with covers of any size.
enum ID3Tag {
  private static let most = 16

  /// Where the tags at the beginning of a file end; 0 when there are none.
  static func end(in file: FileReader) -> Int {
    var position = 0
    for _ in 0..<most {
      guard let header = file.block(at: position, count: 10), header.has("ID3", at: 0),
        let flags = header.uint8(at: 5), let length = length(header)
      else { break }
      // The footer repeats the header.
      position += 10 + length + (flags & 0x10 != 0 ? 10 : 0)
    }
    return min(position, file.byteCount)
  }

  /// Seven bits of each byte, so that no byte looks like the beginning of a frame.
  private static func length(_ header: ByteBlock) -> Int? {
    var length = 0
    for offset in 6..<10 {
      guard let byte = header.uint8(at: offset), byte < 0x80 else { return nil }
      length = length << 7 | byte
    }
    return length
  }
}
