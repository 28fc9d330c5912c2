/// Decodes the scan of a baseline JPEG file and checks that nothing but the end of the image follows.
package struct JPEGScanReader {
  /// The values of a part of the colours while they are decoded.
  private struct Plane {
    let width: Int
    var values: [Float]
    var previousDC = 0
  }

  /// The cosines of 0 to 7 sixteenths of a half turn.
  private static let cosines: [Float] = [
    1, 0.980_785_28, 0.923_879_53, 0.831_469_61, 0.707_106_78, 0.555_570_23, 0.382_683_43, 0.195_090_32,
  ]

  private var reader: ByteReader
  private let components: [JPEGReader.Component]
  private var current = 0
  private var bitsLeft = 0

  package init(_ reader: ByteReader, components: [JPEGReader.Component]) {
    self.reader = reader
    self.components = components
  }

  /// Decodes the red, green and blue values of all pixels.
  package mutating func pixels(width: Int, height: Int) throws -> [UInt8] {
    let across = components.map(\.across).max() ?? 1
    let down = components.map(\.down).max() ?? 1
    let columns = (width + 8 * across - 1) / (8 * across)
    let rows = (height + 8 * down - 1) / (8 * down)
    var planes = components.map { component in
      let planeWidth = columns * component.across * 8
      return Plane(
        width: planeWidth,
        values: [Float](repeating: 0, count: planeWidth * rows * component.down * 8)
      )
    }
    for row in 0..<rows {
      for column in 0..<columns {
        for (index, component) in components.enumerated() {
          for block in 0..<component.across * component.down {
            let left = (column * component.across + block % component.across) * 8
            let top = (row * component.down + block / component.across) * 8
            try readBlock(component, left: left, top: top, into: &planes[index])
          }
        }
      }
    }
    guard try reader.bigEndian(2) == 0xFFD9, reader.isAtEnd else { throw JPEGReader.Failure.noMarker }
    var pixels: [UInt8] = []
    for y in 0..<height {
      for x in 0..<width {
        let parts = zip(components, planes).map { component, plane in
          plane.values[y * component.down / down * plane.width + x * component.across / across]
        }
        pixels += Self.color(y: parts[0] + 128, blueDifference: parts[1], redDifference: parts[2])
      }
    }
    return pixels
  }

  private static func color(y: Float, blueDifference: Float, redDifference: Float) -> [UInt8] {
    [
      y + 1.402 * redDifference,
      y - 0.344_136 * blueDifference - 0.714_136 * redDifference,
      y + 1.772 * blueDifference,
    ].map { UInt8(min(max($0.rounded(), 0), 255)) }
  }

  private mutating func readBlock(
    _ component: JPEGReader.Component,
    left: Int,
    top: Int,
    into plane: inout Plane
  ) throws {
    var coefficients = [Float](repeating: 0, count: 64)
    plane.previousDC += try value(bitCount: Int(try symbol(component.dcTable)))
    coefficients[0] = Float(plane.previousDC * component.quantization[0])
    var position = 1
    while position < 64 {
      let symbol = try symbol(component.acTable)
      if symbol == 0 { break }
      position += Int(symbol >> 4)
      guard position < 64 else { throw JPEGReader.Failure.unknownCode }
      let coefficient = try value(bitCount: Int(symbol & 0xF))
      coefficients[Self.zigzag(position)] = Float(coefficient * component.quantization[position])
      position += 1
    }
    let rows = Self.inverseTransform(coefficients, step: 1, lines: 8)
    let values = Self.inverseTransform(rows, step: 8, lines: 1)
    for index in 0..<64 { plane.values[(top + index / 8) * plane.width + left + index % 8] = values[index] }
  }

  /// Where a coefficient stands in its block, found by going along the diagonals.
  private static func zigzag(_ position: Int) -> Int {
    var rest = position
    var diagonal = 0
    while true {
      let start = max(0, diagonal - 7)
      let length = min(diagonal, 7) - start + 1
      if rest < length {
        let first = start + rest
        return diagonal % 2 == 0 ? (diagonal - first) * 8 + first : first * 8 + diagonal - first
      }
      rest -= length
      diagonal += 1
    }
  }

  private static func inverseTransform(_ input: [Float], step: Int, lines: Int) -> [Float] {
    var output = input
    for line in 0..<8 {
      for x in 0..<8 {
        var sum = input[line * lines] * cosines[4] / 2
        for u in 1..<8 { sum += input[line * lines + u * step] * cosine((2 * x + 1) * u) / 2 }
        output[line * lines + x * step] = sum
      }
    }
    return output
  }

  /// The cosine of any number of sixteenths of a half turn.
  private static func cosine(_ sixteenths: Int) -> Float {
    let angle = sixteenths % 32 > 16 ? 32 - sixteenths % 32 : sixteenths % 32
    if angle == 8 { return 0 }
    return angle < 8 ? cosines[angle] : -cosines[16 - angle]
  }

  private mutating func bit() throws -> Int {
    if bitsLeft == 0 {
      current = Int(try reader.byte())
      bitsLeft = 8
      if current == 0xFF, try reader.byte() != 0 { throw JPEGReader.Failure.noMarker }
    }
    bitsLeft -= 1
    return current >> bitsLeft & 1
  }

  private mutating func symbol(_ table: [JPEGReader.Code: UInt8]) throws -> UInt8 {
    var bits = 0
    for length in 1...16 {
      bits = bits << 1 | (try bit())
      if let symbol = table[JPEGReader.Code(length: length, bits: bits)] { return symbol }
    }
    throw JPEGReader.Failure.unknownCode
  }

  private mutating func value(bitCount: Int) throws -> Int {
    guard bitCount > 0 else { return 0 }
    var bits = 0
    for _ in 0..<bitCount { bits = bits << 1 | (try bit()) }
    return bits >> (bitCount - 1) == 1 ? bits : bits - (1 << bitCount) + 1
  }
}
