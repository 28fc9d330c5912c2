/// Masks a payload, or unmasks it, which is the same (RFC 6455, section 5.3).
struct WebSocketMask: Sendable {
  /// The key twice, beginning in the lowest byte with the one for the next byte of the payload.
  private var pattern: UInt64

  /// Takes a key whose first byte is the lowest one.
  init(key: UInt32) {
    pattern = UInt64(key) << 32 | UInt64(key)
  }

  /// Applies the mask to the next bytes of the payload.
  mutating func apply(to bytes: UnsafeMutableRawBufferPointer) {
    guard let base = bytes.baseAddress else { return }
    // Eight at a time, and by pointers, which debug builds check least.
    let word = UInt64(littleEndian: pattern)
    var position = 0
    while bytes.count &- position >= 8 {
      let place = base + position
      place.storeBytes(of: place.loadUnaligned(as: UInt64.self) ^ word, as: UInt64.self)
      position = position &+ 8
    }
    while position < bytes.count {
      bytes[position] ^= UInt8(truncatingIfNeeded: pattern)
      pattern = pattern >> 8 | pattern << 56
      position = position &+ 1
    }
  }
}
