import Testing

@testable import FalMedia

@Suite("Reading within bounds")
struct FileReaderTests {
  /// A disk that fails at once, or a file that has become shorter.
  private struct FailingSource: ByteSource {
    let byteCount = 1000
    var error: MediaProbeError?

    func read(at offset: Int, count: Int) throws(MediaProbeError) -> [UInt8] {
      if let error { throw error }
      return []
    }
  }

  @Test("Places outside of the file are not there")
  func outside() {
    let file = FileReader(BytesInMemory([1, 2, 3, 4] as [UInt8]))
    #expect(file.block(at: 1, count: 3)?.uint24(at: 0) == 0x020304)
    #expect(file.block(at: 4, count: 0)?.count == 0)
    for (offset, count) in [(1, 4), (5, 0), (-1, 2), (0, -1), (Int.max, 1), (1, Int.max), (Int.min, Int.max)] {
      #expect(file.block(at: offset, count: count) == nil)
    }
    #expect(file.block(at: 2, atMost: .max)?.count == 2)
    #expect(!file.isExhausted)
  }

  @Test("Integers that are no Int, and places outside of a block, are nil")
  func integers() {
    let block = ByteBlock((Bytes.zeros(1) + Bytes.big(UInt64.max) + [7]).dropFirst())
    #expect(block.uint64(at: 0) == nil && block.bits(at: 0, size: 8) == .max)
    #expect(block.uint32(at: 4) == Int(UInt32.max) && block.int32(at: 0) == -1)
    #expect(block.uint8(at: 8) == 7 && block.uint8(at: 9) == nil && block.uint8(at: -1) == nil)
    #expect(block.uint16(at: 7, .little) == 0x07FF && block.uint16(at: .max) == nil)
    #expect(block.integer(at: 0, size: 9) == nil && block.integer(at: 0, size: 0) == 0)
  }

  @Test("There is an end to asking")
  func exhaustion() {
    let file = FileReader(BytesInMemory(Bytes.zeros(10)), mostRequests: 100)
    while file.block(at: 0, count: 1) != nil {}
    #expect(file.isExhausted && file.requestCount == 100 && file.fetchCount == 1)
  }

  @Test("There is an end to fetching")
  func fetches() {
    let file = FileReader(SparseSource(byteCount: .max, parts: [:]))
    var place = 0
    while file.block(at: place, count: 1) != nil { place += 1 << 30 }
    #expect(file.isExhausted && file.fetchCount == ReadingLimits.mostFetches)
  }

  @Test("Too much at once is refused, and nothing is set aside for it")
  func tooMuch() {
    let file = FileReader(SparseSource(byteCount: .max, parts: [:]))
    #expect(file.block(at: 0, count: .max) == nil && file.fetchCount == 0 && file.isExhausted)
  }

  @Test("A failing disk is remembered, a file that has shrunk is no failure")
  func failing() {
    let error = MediaProbeError(path: "a.png", "the disk is broken")
    let broken = FileReader(FailingSource(error: error))
    #expect(MediaProbe.facts(in: broken).container == .unknown)
    #expect(broken.failure == error && broken.fetchCount == 1)
    let shrunk = FileReader(FailingSource())
    #expect(MediaProbe.facts(in: shrunk).container == .unknown)
    #expect(shrunk.failure == nil)
  }

  @Test("Marks are found from the end, also across the borders of what is read at once")
  func backwards() {
    let mark: [UInt8] = [1, 2, 3, 4]
    let places = [5, 16380, 16384 * 2 - 2, 49000]
    let bytes = SparseSource(byteCount: 50000, parts: Dictionary(uniqueKeysWithValues: places.map { ($0, mark) }))
    for shift in 0..<5 {
      var moved = bytes
      moved.parts = Dictionary(uniqueKeysWithValues: places.map { ($0 + shift, mark) })
      let found = Array(BackwardSearch(FileReader(moved), for: mark, within: 50000))
      #expect(found == places.reversed().map { $0 + shift })
    }
    #expect(Array(BackwardSearch(FileReader(bytes), for: mark, within: 2000)) == [49000])
  }
}
