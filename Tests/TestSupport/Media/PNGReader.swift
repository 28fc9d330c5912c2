/// Decodes the PNG files that the encoder writes, and checks all their checksums.
package struct PNGReader {
  package enum Failure: Error {
    case noSignature
    case wrongChecksum(String)
    case otherFormat
    case unknownFilter
  }

  package let width: Int
  package let height: Int
  package let pixels: [UInt8]
  package let chunkTypes: [String]

  package init(_ file: [UInt8]) throws {
    var reader = ByteReader(file)
    guard try reader.bytes(8) == [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] else { throw Failure.noSignature }
    var chunkTypes: [String] = []
    var header: [UInt8] = []
    var data: [UInt8] = []
    while !reader.isAtEnd {
      let length = try reader.bigEndian(4)
      let typeAndContent = try reader.bytes(4 + length)
      let type = String(decoding: typeAndContent.prefix(4), as: UTF8.self)
      guard try reader.bigEndian(4) == Self.crc(typeAndContent) else { throw Failure.wrongChecksum(type) }
      chunkTypes.append(type)
      if type == "IHDR" { header += typeAndContent.dropFirst(4) }
      if type == "IDAT" { data += typeAndContent.dropFirst(4) }
    }
    var headerReader = ByteReader(header)
    width = try headerReader.bigEndian(4)
    height = try headerReader.bigEndian(4)
    guard try headerReader.bytes(5) == [8, 2, 0, 0, 0] else { throw Failure.otherFormat }
    self.chunkTypes = chunkTypes
    pixels = try Self.unfilter(try Self.zlibContent(data), rowLength: width * 3, rows: height)
  }

  private static func zlibContent(_ stream: [UInt8]) throws -> [UInt8] {
    guard stream.count > 6, stream[0] & 0xF == 8, (Int(stream[0]) << 8 | Int(stream[1])) % 31 == 0 else {
      throw Failure.otherFormat
    }
    let content = try Inflater.inflate(Array(stream[2..<stream.count - 4]))
    var a = 1
    var b = 0
    for byte in content {
      a = (a + Int(byte)) % 65521
      b = (b + a) % 65521
    }
    guard stream.suffix(4).reduce(0, { $0 << 8 | Int($1) }) == b << 16 | a else { throw Failure.wrongChecksum("zlib") }
    return content
  }

  private static func unfilter(_ data: [UInt8], rowLength: Int, rows: Int) throws -> [UInt8] {
    var reader = ByteReader(data)
    var pixels: [UInt8] = []
    var above = [UInt8](repeating: 0, count: rowLength)
    for _ in 0..<rows {
      let filter = try reader.byte()
      var row = try reader.bytes(rowLength)
      switch filter {
      case 0: break
      case 1: for index in row.indices.dropFirst(3) { row[index] &+= row[index - 3] }
      case 2: for index in row.indices { row[index] &+= above[index] }
      default: throw Failure.unknownFilter
      }
      pixels += row
      above = row
    }
    guard reader.isAtEnd else { throw Failure.otherFormat }
    return pixels
  }

  /// The checksum bit by bit, as the standard defines it.
  private static func crc(_ bytes: [UInt8]) -> Int {
    var checksum: UInt32 = .max
    for byte in bytes {
      checksum ^= UInt32(byte)
      for _ in 0..<8 { checksum = checksum & 1 == 1 ? checksum >> 1 ^ 0xEDB8_8320 : checksum >> 1 }
    }
    return Int(~checksum)
  }
}
