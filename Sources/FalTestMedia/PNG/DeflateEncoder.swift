/// Compresses bytes to a deflate stream (RFC 1951).
///
/// It writes one block with the fixed codes and looks at one earlier place for each match. That is far from the best
/// compression, but simple and quick, and drawn pictures shrink well.
package enum DeflateEncoder {
  /// Shorter matches can take more bits than the bytes themselves.
  private static let minimumLength = 4
  private static let maximumLength = 258
  private static let maximumDistance = 32_768
  private static let hashBits: UInt32 = 15

  private static let literalCodes = (0..<256).map { DeflateCode(symbol: $0) }
  /// At a length's own index; the first three are never used.
  private static let lengthCodes = (0...maximumLength).map { DeflateCode(length: max(3, $0)) }
  private static let endOfBlock = DeflateCode(symbol: 256)

  /// Compresses bytes.
  static func encode(_ source: [UInt8]) -> [UInt8] {
    var writer = DeflateBitWriter()
    writer.write(0b1, count: 1)  // This is the last block,
    writer.write(0b01, count: 2)  // and it has the fixed codes.
    source.withUnsafeBufferPointer { buffer in
      if let bytes = buffer.baseAddress { write(bytes, count: buffer.count, to: &writer) }
    }
    writer.write(endOfBlock.bits, count: endOfBlock.count)
    writer.finish()
    return writer.bytes
  }

  private static func write(_ bytes: UnsafePointer<UInt8>, count: Int, to writer: inout DeflateBitWriter) {
    let literalCodes = literalCodes
    let lengthCodes = lengthCodes
    // Where four bytes of a hash were seen last; so far back at the start that it is out of reach.
    var seen = [Int](repeating: -maximumDistance - 1, count: 1 << hashBits)
    var position = 0
    while position < count {
      var length = 0
      var distance = 0
      if count - position >= minimumLength {
        let hash = hash(bytes + position)
        distance = position - seen[hash]
        seen[hash] = position
        if distance <= maximumDistance {
          let limit = min(count - position, maximumLength)
          length = matchLength(bytes + position, bytes + (position - distance), limit: limit)
        }
      }
      if length >= minimumLength {
        let lengthCode = lengthCodes[length]
        let distanceCode = DeflateCode(distance: distance)
        writer.write(lengthCode.bits, count: lengthCode.count)
        writer.write(distanceCode.bits, count: distanceCode.count)
        position += length
      } else {
        let code = literalCodes[Int(bytes[position])]
        writer.write(code.bits, count: code.count)
        position += 1
      }
    }
  }

  private static func hash(_ bytes: UnsafePointer<UInt8>) -> Int {
    let four = UnsafeRawPointer(bytes).loadUnaligned(as: UInt32.self)
    // Little endian on every machine, so that the result is the same, too.
    return Int((four.littleEndian &* 0x9E37_79B1) >> (32 - hashBits))
  }

  private static func matchLength(_ bytes: UnsafePointer<UInt8>, _ earlier: UnsafePointer<UInt8>, limit: Int) -> Int {
    var length = 0
    // Eight bytes at a time, because long matches are the rule.
    while length + 8 <= limit {
      let left = UnsafeRawPointer(bytes + length).loadUnaligned(as: UInt64.self)
      let right = UnsafeRawPointer(earlier + length).loadUnaligned(as: UInt64.self)
      guard left == right else { return length + (left ^ right).littleEndian.trailingZeroBitCount / 8 }
      length += 8
    }
    while length < limit, bytes[length] == earlier[length] { length += 1 }
    return length
  }
}
