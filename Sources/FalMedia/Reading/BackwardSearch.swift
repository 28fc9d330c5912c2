/// The places of a mark near the end of a file, the last one first.
struct BackwardSearch: Sequence, IteratorProtocol {
  private static let stepLength = 1 << 14

  private let file: FileReader
  private let mark: [UInt8]
  /// No place before this one is looked at.
  private let limit: Int
  /// All from here on has been looked at.
  private var end: Int
  private var found: [Int] = []

  init(_ file: FileReader, for mark: [UInt8], within length: Int) {
    self.file = file
    self.mark = mark
    end = file.byteCount
    limit = Swift.max(0, file.byteCount - length)
  }

  mutating func next() -> Int? {
    while found.isEmpty && end > limit {
      let start = Swift.max(limit, end - Self.stepLength)
      // A mark can be across the border of two steps.
      guard let block = file.block(at: start, atMost: end - start + mark.count - 1) else { return nil }
      found = places(in: block, from: start)
      end = start
    }
    return found.popLast()
  }

  private func places(in block: ByteBlock, from start: Int) -> [Int] {
    let bytes = block.bytes
    return bytes.indices.dropLast(mark.count - 1)
      .filter { bytes[$0] == mark[0] && bytes[$0...].starts(with: mark) }
      .map { start + $0 - bytes.startIndex }
  }
}
