extension StaticString {
  /// The bytes of the literal, which live as long as the program.
  package var bytes: UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: utf8Start, count: utf8CodeUnitCount)
  }

  package func bytes(in range: Range<Int>) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: bytes[range])
  }

  /// Where each line is, without its line break.
  package var lineRanges: [Range<Int>] {
    var ranges: [Range<Int>] = []
    var start = 0
    while start < bytes.count {
      let length = bytes(in: start..<bytes.count).firstPosition(of: UInt8(ascii: "\n")) ?? bytes.count - start
      ranges.append(start..<start + length)
      start += length + 1
    }
    return ranges
  }
}
