/// One of the three parts of a JPEG picture (brightness and two differences of colour) while it is encoded.
package struct JPEGComponent {
  /// The quantisation in the order of the file.
  let quantization: [UInt8]
  let dcTable: JPEGHuffmanTable
  let acTable: JPEGHuffmanTable
  private let reciprocals: [Float]
  private var previousDC = 0
  private var coefficients = [Int](repeating: 0, count: 64)

  /// Prepares a part; the base table, which is in rows, is scaled for a quality from 1 to 100.
  init(base: [Int], quality: Int, dcTable: JPEGHuffmanTable, acTable: JPEGHuffmanTable) {
    // At a quality of 50 the table stays as it is, at 100 everything becomes 1.
    let percent = quality < 50 ? 5000 / quality : 200 - 2 * quality
    let steps = JPEGTables.zigzag.map { ((base[$0] * percent + 50) / 100).clamped(to: 1...255) }
    quantization = steps.map(UInt8.init)
    reciprocals = steps.map { 1 / Float($0) }
    self.dcTable = dcTable
    self.acTable = acTable
  }

  /// Encodes a block of 64 values around zero, which is overwritten.
  mutating func encode(_ block: UnsafeMutablePointer<Float>, to writer: inout JPEGBitWriter) {
    ForwardDCT.transform(block)
    let last = quantize(block)
    let dc = coefficients[0]
    write(dc - previousDC, zeros: 0, table: dcTable, to: &writer)
    previousDC = dc
    writeAC(last: last, to: &writer)
  }

  /// Rounds the coefficients to the steps of the quantisation; gives the position of the last one that is not zero.
  private mutating func quantize(_ block: UnsafeMutablePointer<Float>) -> Int {
    var last = 0
    JPEGTables.zigzag.withUnsafeBufferPointer { zigzag in
      reciprocals.withUnsafeBufferPointer { reciprocals in
        coefficients.withUnsafeMutableBufferPointer { coefficients in
          guard let zigzag = zigzag.baseAddress, let reciprocals = reciprocals.baseAddress,
            let coefficients = coefficients.baseAddress
          else { return }
          var position = 0
          while position < 64 {
            let value = block[zigzag[position]] * reciprocals[position]
            let coefficient = Int(value < 0 ? value - 0.5 : value + 0.5)
            coefficients[position] = coefficient
            if coefficient != 0 { last = position }
            position &+= 1
          }
        }
      }
    }
    return last
  }

  private func writeAC(last: Int, to writer: inout JPEGBitWriter) {
    var zeros = 0
    var position = 1
    while position <= last {
      let coefficient = coefficients[position]
      if coefficient == 0 {
        zeros += 1
      } else {
        while zeros > 15 {
          writer.write(acTable.codes[0xF0], count: acTable.lengths[0xF0])
          zeros -= 16
        }
        write(coefficient, zeros: zeros, table: acTable, to: &writer)
        zeros = 0
      }
      position += 1
    }
    // The end of the block, unless its last coefficient was written.
    if last < 63 { writer.write(acTable.codes[0], count: acTable.lengths[0]) }
  }

  /// Writes a value: the code for the zeros before it and its number of bits, then these bits.
  private func write(_ value: Int, zeros: Int, table: JPEGHuffmanTable, to writer: inout JPEGBitWriter) {
    let bitCount = Int.bitWidth - abs(value).leadingZeroBitCount
    let symbol = zeros << 4 | bitCount
    // Negative values are one less, so that their first bit is zero.
    let bits = (value < 0 ? value - 1 : value) & (1 << bitCount - 1)
    writer.write(table.codes[symbol] << bitCount | bits, count: table.lengths[symbol] + bitCount)
  }
}
