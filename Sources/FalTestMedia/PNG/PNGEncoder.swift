/// Writes PNG files with 8 bits for each of red, green and blue.
package enum PNGEncoder {
  private static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  /// Encodes a picture.
  package static func encode(_ raster: Raster) -> [UInt8] {
    var header: [UInt8] = []
    header.append(bigEndian: UInt32(raster.width))
    header.append(bigEndian: UInt32(raster.height))
    header += [
      8,  // bits for each part of a colour
      2,  // red, green and blue without transparency
      0,  // compressed with deflate
      0,  // filtered row by row
      0,  // not interlaced
    ]
    var file = signature
    append("IHDR", header, to: &file)
    append("IDAT", zlib(filtered(raster)), to: &file)
    append("IEND", [], to: &file)
    return file
  }

  private static func append(_ type: StaticString, _ content: [UInt8], to file: inout [UInt8]) {
    file.append(bigEndian: UInt32(content.count))
    let start = file.count
    file.append(ascii: type)
    file += content
    file.append(bigEndian: CRC32.checksum(of: file[start...]))
  }

  /// Wraps a deflate stream as zlib does (RFC 1950).
  private static func zlib(_ bytes: [UInt8]) -> [UInt8] {
    // Deflate with a window of 32 KiB; the second byte makes the pair a multiple of 31.
    var stream: [UInt8] = [0x78, 0x01]
    stream += DeflateEncoder.encode(bytes)
    stream.append(bigEndian: Adler32.checksum(of: bytes))
    return stream
  }

  /// The rows as differences to the row above, which are mostly zeros in drawn pictures.
  private static func filtered(_ raster: Raster) -> [UInt8] {
    let rowLength = raster.width * 3
    var result = [UInt8](repeating: 0, count: (rowLength + 1) * raster.height)
    result.withUnsafeMutableBufferPointer { target in
      raster.bytes.withUnsafeBufferPointer { source in
        guard var output = target.baseAddress, var input = source.baseAddress else { return }
        for row in 0..<raster.height {
          output[0] = row == 0 ? Filter.sub.rawValue : Filter.up.rawValue
          output += 1
          let distance = row == 0 ? 3 : rowLength
          let unfiltered = row == 0 ? 3 : 0
          var column = 0
          while column < unfiltered {
            output[column] = input[column]
            column &+= 1
          }
          while column < rowLength {
            output[column] = input[column] &- input[column &- distance]
            column &+= 1
          }
          output += rowLength
          input += rowLength
        }
      }
    }
    return result
  }

  /// The ways to filter a row that are used here.
  private enum Filter: UInt8 {
    /// Differences to the pixel on the left.
    case sub = 1
    /// Differences to the pixel above.
    case up = 2
  }
}

/// The checksum of the chunks of a PNG file.
package enum CRC32 {
  /// The checksum of each byte value, so that eight bits are taken in one step.
  private static let table: [UInt32] = (0..<256).map { value in
    (0..<8).reduce(UInt32(value)) { checksum, _ in
      checksum & 1 == 1 ? checksum >> 1 ^ 0xEDB8_8320 : checksum >> 1
    }
  }

  /// The checksum of bytes.
  static func checksum(of bytes: some Sequence<UInt8>) -> UInt32 {
    let table = table
    var checksum = UInt32.max
    for byte in bytes {
      checksum = checksum >> 8 ^ table[Int((checksum ^ UInt32(byte)) & 0xFF)]
    }
    return ~checksum
  }
}

/// The checksum at the end of a zlib stream.
package enum Adler32 {
  private static let modulus: UInt32 = 65_521
  /// The most bytes whose sums stay below 32 bits without a division.
  private static let stretch = 5_552

  /// The checksum of bytes.
  static func checksum(of bytes: [UInt8]) -> UInt32 {
    var sum: UInt32 = 1
    var sumOfSums: UInt32 = 0
    bytes.withUnsafeBufferPointer { buffer in
      guard var byte = buffer.baseAddress else { return }
      let end = byte + buffer.count
      while byte < end {
        let stop = end - byte > stretch ? byte + stretch : end
        while byte < stop {
          sum &+= UInt32(truncatingIfNeeded: byte.pointee)
          sumOfSums &+= sum
          byte += 1
        }
        sum %= modulus
        sumOfSums %= modulus
      }
    }
    return sumOfSums << 16 | sum
  }
}
