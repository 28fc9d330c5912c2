/// Bytes that can be read at any place.
protocol ByteSource {
  /// How many there are.
  var byteCount: Int { get }

  /// Reads a part that lies within the source; gives less when the source has shrunk meanwhile.
  func read(at offset: Int, count: Int) throws(MediaProbeError) -> [UInt8]
}

/// A file that is in memory.
struct BytesInMemory<Bytes: RandomAccessCollection<UInt8>>: ByteSource {
  private let bytes: Bytes
  let byteCount: Int

  init(_ bytes: Bytes) {
    self.bytes = bytes
    byteCount = bytes.count
  }

  func read(at offset: Int, count: Int) -> [UInt8] {
    Array(bytes.dropFirst(offset).prefix(count))
  }
}
