/// Writes baseline JPEG files in which the colours have half the resolution of the brightness (4:2:0).
package enum JPEGEncoder {
  /// Encodes a picture in a quality from 1 to 100; qualities out of range become the nearest allowed ones.
  package static func encode(_ raster: Raster, quality: Int = 85) -> [UInt8] {
    let quality = quality.clamped(to: 1...100)
    let luminance = JPEGComponent(
      base: JPEGTables.luminanceQuantization,
      quality: quality,
      dcTable: JPEGTables.luminanceDC,
      acTable: JPEGTables.luminanceAC
    )
    let chrominance = JPEGComponent(
      base: JPEGTables.chrominanceQuantization,
      quality: quality,
      dcTable: JPEGTables.chrominanceDC,
      acTable: JPEGTables.chrominanceAC
    )
    var file = header(raster, luminance: luminance, chrominance: chrominance)
    var scan = JPEGScan(luminance: luminance, chrominance: chrominance)
    file += scan.encode(raster)
    file += [0xFF, Marker.endOfImage.rawValue]
    return file
  }

  private static func header(_ raster: Raster, luminance: JPEGComponent, chrominance: JPEGComponent) -> [UInt8] {
    var file = [0xFF, Marker.startOfImage.rawValue]
    append(.application0, Array("JFIF\0".utf8) + [1, 2, 0, 0, 1, 0, 1, 0, 0], to: &file)  // version 1.2, square pixels
    append(.quantizationTables, [0] + luminance.quantization + [1] + chrominance.quantization, to: &file)
    var frame: [UInt8] = [8]  // bits for each part of a colour
    frame.append(bigEndian: UInt16(raster.height))
    frame.append(bigEndian: UInt16(raster.width))
    // Each component's number, how often it is sampled across and down, and its quantisation table.
    frame += [3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1]
    append(.startOfFrame, frame, to: &file)
    // The first half of each number tells DC from AC tables, the second half brightness from colour.
    append(.huffmanTables, [0x00] + luminance.dcTable.counts + luminance.dcTable.symbols, to: &file)
    append(.huffmanTables, [0x10] + luminance.acTable.counts + luminance.acTable.symbols, to: &file)
    append(.huffmanTables, [0x01] + chrominance.dcTable.counts + chrominance.dcTable.symbols, to: &file)
    append(.huffmanTables, [0x11] + chrominance.acTable.counts + chrominance.acTable.symbols, to: &file)
    // Each component's number with its Huffman tables, then all 64 coefficients in one go.
    append(.startOfScan, [3, 1, 0x00, 2, 0x11, 3, 0x11, 0, 63, 0], to: &file)
    return file
  }

  private static func append(_ marker: Marker, _ content: [UInt8], to file: inout [UInt8]) {
    file += [0xFF, marker.rawValue]
    file.append(bigEndian: UInt16(content.count + 2))
    file += content
  }

  /// The second bytes of the markers that are used here.
  private enum Marker: UInt8 {
    case startOfImage = 0xD8
    case application0 = 0xE0
    case quantizationTables = 0xDB
    case startOfFrame = 0xC0
    case huffmanTables = 0xC4
    case startOfScan = 0xDA
    case endOfImage = 0xD9
  }
}
