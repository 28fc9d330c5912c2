/// Collects the bits of a deflate stream, which fills its bytes from the lowest bit.
package struct DeflateBitWriter {
  private(set) var bytes: [UInt8] = []
  private var pending: UInt64 = 0
  private var pendingCount = 0

  /// Appends up to 32 bits, the lowest first.
  mutating func write(_ bits: Int, count: Int) {
    pending |= UInt64(truncatingIfNeeded: bits) << UInt64(truncatingIfNeeded: pendingCount)
    pendingCount += count
    if pendingCount >= 32 {
      bytes.append(littleEndian: UInt32(truncatingIfNeeded: pending))
      pending >>= 32
      pendingCount -= 32
    }
  }

  /// Fills the last byte with zeros.
  mutating func finish() {
    while pendingCount > 0 {
      bytes.append(UInt8(truncatingIfNeeded: pending))
      pending >>= 8
      pendingCount -= 8
    }
  }
}
