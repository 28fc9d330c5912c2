/// The checksum at the end of a zlib stream.
package enum Adler32 {
  private static let modulus: UInt32 = 65_521
  /// The most bytes whose sums stay below 32 bits without a division.
  private static let stretch = 5_552

  /// The checksum of bytes.
  static func checksum(of bytes: [UInt8]) -> UInt32 {
    var sum: UInt32 = 1
    var sumOfSums: UInt32 = 0
    bytes.withUnsafeBufferPointer { buffer in
      guard var byte = buffer.baseAddress else { return }
      let end = byte + buffer.count
      while byte < end {
        let stop = end - byte > stretch ? byte + stretch : end
        while byte < stop {
          sum &+= UInt32(truncatingIfNeeded: byte.pointee)
          sumOfSums &+= sum
          byte += 1
        }
        sum %= modulus
        sumOfSums %= modulus
      }
    }
    return sumOfSums << 16 | sum
  }
}
