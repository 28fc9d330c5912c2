/// The checksum of the chunks of a PNG file.
package enum CRC32 {
  /// The checksum of each byte value, so that eight bits are taken in one step.
  private static let table: [UInt32] = (0..<256).map { value in
    (0..<8).reduce(UInt32(value)) { checksum, _ in
      checksum & 1 == 1 ? checksum >> 1 ^ 0xEDB8_8320 : checksum >> 1
    }
  }

  /// The checksum of bytes.
  static func checksum(of bytes: some Sequence<UInt8>) -> UInt32 {
    let table = table
    var checksum = UInt32.max
    for byte in bytes {
      checksum = checksum >> 8 ^ table[Int((checksum ^ UInt32(byte)) & 0xFF)]
    }
    return ~checksum
  }
}
