/// A number whose first byte tells by its leading zeros how many bytes there are.
struct EBMLNumber {
  /// The value without the bit that ends the zeros.
  let value: UInt64
  let length: Int
  /// Whether all its bits are set, which for sizes means that there is none.
  let isUnknown: Bool

  init?(_ block: ByteBlock, at offset: Int) {
    guard let first = block.bits(at: offset, size: 1), first > 0 else { return nil }
    length = (first << 56).leadingZeroBitCount + 1
    guard let bits = block.bits(at: offset, size: length) else { return nil }
    let mask = (1 as UInt64) << (7 * length) - 1
    value = bits & mask
    isUnknown = value == mask
  }
}
