#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A hash of all that a result depends on, quick also where code is not optimised.
///
/// It has 128 bits, so that two things with the same fingerprint are the same for all purposes but malice.
struct Fingerprint: Hashable {
  private var first: UInt64 = 0xCBF2_9CE4_8422_2325
  private var second: UInt64 = 0x6C62_272E_07BB_0142

  mutating func combine(_ text: String) {
    var text = text
    text.withUTF8 { combine(UnsafeRawBufferPointer($0)) }
  }

  mutating func combine(_ bytes: some ContiguousBytes) {
    bytes.withUnsafeBytes { combine($0) }
  }

  mutating func combine(_ number: Int) {
    mix(UInt64(truncatingIfNeeded: number))
  }

  mutating func combine(_ other: Fingerprint) {
    mix(other.first)
    mix(other.second)
  }

  private mutating func combine(_ bytes: UnsafeRawBufferPointer) {
    mix(UInt64(bytes.count))
    guard let base = bytes.baseAddress else { return }
    // In local variables, and eight bytes at a time: the files have megabytes.
    var fingerprint = self
    var position = 0
    while position &+ 8 <= bytes.count {
      fingerprint.mix((base + position).loadUnaligned(as: UInt64.self))
      position = position &+ 8
    }
    var rest: UInt64 = 0
    while position < bytes.count {
      rest = rest &<< 8 | UInt64((base + position).load(as: UInt8.self))
      position = position &+ 1
    }
    fingerprint.mix(rest)
    self = fingerprint
  }

  private mutating func mix(_ word: UInt64) {
    first = (first ^ word) &* 0x9E37_79B9_7F4A_7C15
    first ^= first &>> 32
    second = (second &+ word) &* 0xC2B2_AE3D_27D4_EB4F
    second ^= second &>> 29
  }

  /// The fingerprint as 32 hexadecimal digits.
  var text: String { Self.hex(first) + Self.hex(second) }

  private static func hex(_ word: UInt64) -> String {
    let digits = String(word, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
