/// Collects the bits of a JPEG scan, which fills its bytes from the highest bit.
package struct JPEGBitWriter {
  private(set) var bytes: [UInt8] = []
  private var pending: UInt64 = 0
  private var pendingCount = 0

  /// Appends up to 32 bits, the highest first.
  mutating func write(_ bits: Int, count: Int) {
    pending = pending << UInt64(truncatingIfNeeded: count) | UInt64(truncatingIfNeeded: bits)
    pendingCount += count
    while pendingCount >= 8 {
      pendingCount -= 8
      let byte = UInt8(truncatingIfNeeded: pending >> UInt64(truncatingIfNeeded: pendingCount))
      bytes.append(byte)
      // A zero tells this byte of the scan from the start of a marker.
      if byte == 0xFF { bytes.append(0) }
    }
  }

  /// Fills the last byte with ones, as the standard asks.
  mutating func finish() {
    guard pendingCount > 0 else { return }
    let missing = 8 - pendingCount
    write(1 << missing - 1, count: missing)
  }
}
