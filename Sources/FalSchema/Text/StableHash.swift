/// The 64-bit FNV-1a hash: the same on every machine and in every run.
///
/// Used to notice changes and to spread endpoints over files, not to protect against forgery.
package enum StableHash {
  /// The hash of some bytes.
  package static func of(_ bytes: some Collection<UInt8>) -> UInt64 {
    bytes.withContiguousStorageIfAvailable(hash) ?? Array(bytes).withUnsafeBufferPointer(hash)
  }

  private static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    var position = 0
    // Not a for loop: the plugin's tool runs unoptimised, where this is several times faster.
    while position < bytes.count {
      hash = (hash ^ UInt64(bytes[position])) &* 0x0000_0100_0000_01B3
      position += 1
    }
    return hash
  }

  /// The hash as 16 hexadecimal digits.
  package static func hex(_ bytes: some Collection<UInt8>) -> String {
    let digits = String(of(bytes), radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
