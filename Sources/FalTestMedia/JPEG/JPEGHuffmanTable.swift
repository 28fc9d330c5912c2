/// A Huffman table as it stands in a JPEG file, with the codes that follow from it.
package struct JPEGHuffmanTable: Sendable {
  /// How many codes there are of each length from 1 to 16 bits.
  let counts: [UInt8]
  /// The symbols in the order of their codes.
  let symbols: [UInt8]
  /// The code of each symbol, at the symbol's own index.
  let codes: [Int]
  /// The number of bits of each symbol's code, at the symbol's own index; 0 where there is no code.
  let lengths: [Int]

  /// Derives the codes: codes of a length follow one another, and a bit is appended for the next length.
  init(counts: [UInt8], symbols: [UInt8]) {
    self.counts = counts
    self.symbols = symbols
    var codes = [Int](repeating: 0, count: 256)
    var lengths = codes
    var code = 0
    var remaining = symbols[...]
    for (index, count) in counts.enumerated() {
      for symbol in remaining.prefix(Int(count)) {
        codes[Int(symbol)] = code
        lengths[Int(symbol)] = index + 1
        code += 1
      }
      remaining = remaining.dropFirst(Int(count))
      code <<= 1
    }
    self.codes = codes
    self.lengths = lengths
  }
}
