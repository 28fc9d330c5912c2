/// Decompresses deflate streams with the fixed codes, the only ones that the encoder writes.
package struct Inflater {
  package enum Failure: Error {
    case otherKindOfBlock
    case unknownSymbol
    case distanceTooLarge
  }

  private var reader: ByteReader
  private var current: UInt8 = 0
  private var bitsLeft = 0

  private init(_ bytes: [UInt8]) {
    reader = ByteReader(bytes)
  }

  /// Decompresses a stream of one block.
  package static func inflate(_ bytes: [UInt8]) throws -> [UInt8] {
    var inflater = Inflater(bytes)
    guard try inflater.bits(1) == 1, try inflater.bits(2) == 1 else { throw Failure.otherKindOfBlock }
    var output: [UInt8] = []
    while true {
      let symbol = try inflater.symbol()
      if symbol < 256 {
        output.append(UInt8(symbol))
      } else if symbol == 256 {
        return output
      } else {
        let length = try inflater.length(symbol - 257)
        let distance = try inflater.distance()
        guard distance <= output.count else { throw Failure.distanceTooLarge }
        for _ in 0..<length { output.append(output[output.count - distance]) }
      }
    }
  }

  private mutating func bits(_ count: Int) throws -> Int {
    var value = 0
    for index in 0..<count {
      if bitsLeft == 0 {
        current = try reader.byte()
        bitsLeft = 8
      }
      value |= Int(current & 1) << index
      current >>= 1
      bitsLeft -= 1
    }
    return value
  }

  private mutating func huffmanBits(_ count: Int, after code: Int = 0) throws -> Int {
    var code = code
    for _ in 0..<count { code = code << 1 | (try bits(1)) }
    return code
  }

  private mutating func symbol() throws -> Int {
    var code = try huffmanBits(7)
    if code <= 0b001_0111 { return 256 + code }
    code = try huffmanBits(1, after: code)
    if (0x30...0xBF).contains(code) { return code - 0x30 }
    if (0xC0...0xC7).contains(code) { return 280 + code - 0xC0 }
    code = try huffmanBits(1, after: code)
    guard (0x190...0x1FF).contains(code) else { throw Failure.unknownSymbol }
    return 144 + code - 0x190
  }

  private mutating func length(_ index: Int) throws -> Int {
    let bases = [
      3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258,
    ]
    let extra = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0]
    guard bases.indices.contains(index) else { throw Failure.unknownSymbol }
    return bases[index] + (try bits(extra[index]))
  }

  private mutating func distance() throws -> Int {
    let bases = [
      1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145,
      8193, 12289, 16385, 24577,
    ]
    let index = try huffmanBits(5)
    guard bases.indices.contains(index) else { throw Failure.unknownSymbol }
    return bases[index] + (try bits(max(0, index / 2 - 1)))
  }
}
