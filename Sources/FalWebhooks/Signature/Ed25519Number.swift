/// A whole number below 2^256, which is what 32 bytes can hold.
struct Ed25519Number: Hashable, Sendable, Comparable {
  /// The words of 64 bits, the lowest first.
  let first, second, third, fourth: UInt64

  init(_ first: UInt64, _ second: UInt64, _ third: UInt64, _ fourth: UInt64) {
    (self.first, self.second, self.third, self.fourth) = (first, second, third, fourth)
  }

  /// Reads 32 bytes, the lowest first.
  init(_ bytes: some BidirectionalCollection<UInt8>) {
    var (first, second, third, fourth): (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
    for byte in bytes.reversed() {
      fourth = fourth << 8 | third >> 56
      third = third << 8 | second >> 56
      second = second << 8 | first >> 56
      first = first << 8 | UInt64(byte)
    }
    self.init(first, second, third, fourth)
  }

  /// The 32 bytes, the lowest first.
  var bytes: [UInt8] {
    [first, second, third, fourth].flatMap { word in
      (0..<8).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) }
    }
  }

  /// The highest bit, where the encoding of a point keeps a sign.
  var highestBit: UInt64 { fourth >> 63 }

  /// 1 when the number is odd, and 0 otherwise.
  var lowestBit: UInt64 { first & 1 }

  /// The number with another highest bit, 0 or 1.
  func settingHighestBit(_ bit: UInt64) -> Ed25519Number {
    Ed25519Number(first, second, third, (fourth & .max >> 1) | bit << 63)
  }

  static func < (left: Ed25519Number, right: Ed25519Number) -> Bool {
    if left.fourth != right.fourth { return left.fourth < right.fourth }
    if left.third != right.third { return left.third < right.third }
    if left.second != right.second { return left.second < right.second }
    return left.first < right.first
  }

  /// The sum modulo 2^256.
  static func &+ (left: Ed25519Number, right: Ed25519Number) -> Ed25519Number {
    let first = left.first.addingReportingOverflow(right.first)
    let second = add(left.second, right.second, first.overflow)
    let third = add(left.third, right.third, second.overflow)
    let fourth = add(left.fourth, right.fourth, third.overflow)
    return Ed25519Number(first.partialValue, second.partialValue, third.partialValue, fourth.partialValue)
  }

  /// The difference modulo 2^256.
  static func &- (left: Ed25519Number, right: Ed25519Number) -> Ed25519Number {
    left &+ Ed25519Number(~right.first, ~right.second, ~right.third, ~right.fourth) &+ Ed25519Number(1, 0, 0, 0)
  }

  private static func add(_ left: UInt64, _ right: UInt64, _ carry: Bool) -> (partialValue: UInt64, overflow: Bool) {
    let sum = left.addingReportingOverflow(right)
    let whole = sum.partialValue.addingReportingOverflow(carry ? 1 : 0)
    return (whole.partialValue, sum.overflow || whole.overflow)
  }
}
