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
