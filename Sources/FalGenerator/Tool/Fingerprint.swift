/// A hash of all that a result depends on, quick also where code is not optimised.
struct Fingerprint {
  private var hash: UInt64 = 0xCBF2_9CE4_8422_2325

  mutating func combine(_ text: String) {
    var text = text
    text.withUTF8 { combine(UnsafeRawBufferPointer($0)) }
  }

  mutating func combine(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { combine($0) }
  }

  private mutating func combine(_ bytes: UnsafeRawBufferPointer) {
    var hash = (hash ^ UInt64(bytes.count)) &* 0x9E37_79B9_7F4A_7C15
    guard let base = bytes.baseAddress else {
      self.hash = hash
      return
    }
    // Eight bytes at a time: the files have megabytes.
    var position = 0
    while position &+ 8 <= bytes.count {
      let word = (base + position).loadUnaligned(as: UInt64.self)
      hash = (hash ^ word) &* 0x9E37_79B9_7F4A_7C15
      hash ^= hash &>> 32
      position = position &+ 8
    }
    while position < bytes.count {
      hash = (hash ^ UInt64((base + position).load(as: UInt8.self))) &* 0x0000_0100_0000_01B3
      position = position &+ 1
    }
    self.hash = hash
  }

  var text: String { String(hash, radix: 16) }
}
