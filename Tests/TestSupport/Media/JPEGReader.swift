/// Decodes baseline JPEG files; slow, but as plainly as the standard tells it.
package struct JPEGReader {
  package enum Failure: Error {
    case noMarker
    case otherFormat
    case unknownCode
  }

  /// A code of a Huffman table.
  package struct Code: Hashable {
    package let length: Int
    package let bits: Int
  }

  /// What the file tells about a part of the colours.
  package struct Component {
    package let across: Int
    package let down: Int
    package let quantization: [Int]
    package var dcTable: [Code: UInt8] = [:]
    package var acTable: [Code: UInt8] = [:]
  }

  package let width: Int
  package let height: Int
  /// The red, green and blue values of all pixels.
  package let pixels: [UInt8]

  package init(_ file: [UInt8]) throws {
    var reader = ByteReader(file)
    guard try reader.bigEndian(2) == 0xFFD8 else { throw Failure.noMarker }
    var quantizations: [UInt8: [Int]] = [:]
    var huffmanTables: [UInt8: [Code: UInt8]] = [:]
    var components: [Component] = []
    var size = (width: 0, height: 0)
    var marker = 0
    while marker != 0xFFDA {
      marker = try reader.bigEndian(2)
      var segment = ByteReader(try reader.bytes(try reader.bigEndian(2) - 2))
      switch marker {
      case 0xFFDB:
        while !segment.isAtEnd { quantizations[try segment.byte()] = try segment.bytes(64).map(Int.init) }
      case 0xFFC4:
        while !segment.isAtEnd { huffmanTables[try segment.byte()] = try Self.huffmanTable(&segment) }
      case 0xFFC0:
        guard try segment.byte() == 8 else { throw Failure.otherFormat }
        size.height = try segment.bigEndian(2)
        size.width = try segment.bigEndian(2)
        for _ in 0..<(try segment.byte()) {
          try segment.skip(1)
          let sampling = Int(try segment.byte())
          let table = quantizations[try segment.byte()] ?? []
          components.append(Component(across: sampling >> 4, down: sampling & 0xF, quantization: table))
        }
      case 0xFFDA:
        guard Int(try segment.byte()) == components.count else { throw Failure.otherFormat }
        for index in components.indices {
          try segment.skip(1)
          let tables = try segment.byte()
          components[index].dcTable = huffmanTables[tables >> 4] ?? [:]
          components[index].acTable = huffmanTables[0x10 | tables & 0xF] ?? [:]
        }
        guard try segment.bytes(3) == [0, 63, 0] else { throw Failure.otherFormat }
      case 0xFFE0...0xFFEF: break
      default: throw Failure.noMarker
      }
    }
    guard components.count == 3 else { throw Failure.otherFormat }
    var scan = JPEGScanReader(reader, components: components)
    (width, height) = size
    pixels = try scan.pixels(width: size.width, height: size.height)
  }

  private static func huffmanTable(_ segment: inout ByteReader) throws -> [Code: UInt8] {
    var table: [Code: UInt8] = [:]
    var bits = 0
    for (index, count) in try segment.bytes(16).enumerated() {
      for symbol in try segment.bytes(Int(count)) {
        table[Code(length: index + 1, bits: bits)] = symbol
        bits += 1
      }
      bits <<= 1
    }
    return table
  }
}
