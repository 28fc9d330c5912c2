/// The bits that stand for a literal, a length or a distance in a deflate block with the fixed codes.
///
/// The formulas give the same as the tables in section 3.2.5 and 3.2.6 of RFC 1951.
package struct DeflateCode {
  /// The bits in the order of writing, the lowest first.
  let bits: Int
  /// The number of bits.
  let count: Int

  /// The code of a symbol: a byte, 256 for the end of the block, or the start of a length.
  init(symbol: Int) {
    switch symbol {
    case ..<144: self.init(huffman: 0x30 + symbol, count: 8)
    case ..<256: self.init(huffman: 0x190 + symbol - 144, count: 9)
    case ..<280: self.init(huffman: symbol - 256, count: 7)
    default: self.init(huffman: 0xC0 + symbol - 280, count: 8)
    }
  }

  /// The code of a match's length, from 3 to 258.
  init(length: Int) {
    let value = length - 3
    if length == 258 {
      self.init(symbol: 285)
    } else if value < 8 {
      self.init(symbol: 257 + value)
    } else {
      // Each group of four symbols has one extra bit more than the group before.
      let extraCount = Self.log2(value) - 2
      let symbol = DeflateCode(symbol: 257 + 4 * extraCount + value >> extraCount)
      self.init(symbol, extra: value, extraCount: extraCount)
    }
  }

  /// The code of a match's distance, from 1 to 32768.
  init(distance: Int) {
    let value = distance - 1
    if value < 4 {
      self.init(huffman: value, count: 5)
    } else {
      // Each pair of symbols has one extra bit more than the pair before.
      let extraCount = Self.log2(value) - 1
      let symbol = DeflateCode(huffman: 2 * extraCount + value >> extraCount, count: 5)
      self.init(symbol, extra: value, extraCount: extraCount)
    }
  }

  /// A Huffman code, which is written from its highest bit unlike all else.
  private init(huffman code: Int, count: Int) {
    bits = (0..<count).reduce(0) { $0 << 1 | code >> $1 & 1 }
    self.count = count
  }

  /// A code followed by the lowest bits of a value.
  private init(_ code: DeflateCode, extra value: Int, extraCount: Int) {
    bits = code.bits | (value & (1 << extraCount - 1)) << code.count
    count = code.count + extraCount
  }

  private static func log2(_ value: Int) -> Int {
    Int.bitWidth - 1 - value.leadingZeroBitCount
  }
}
