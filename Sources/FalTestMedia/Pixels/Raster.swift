/// A picture as its pixels.
package struct Raster: Sendable, Hashable {
  /// The number of pixels in a row.
  let width: Int
  /// The number of rows.
  let height: Int
  /// The red, green and blue bytes of all pixels, row by row from the top.
  package internal(set) var bytes: [UInt8]

  /// Creates a black picture; sides out of range become the nearest allowed ones.
  package init(width: Int, height: Int) {
    self.width = width.clamped(to: MakerLimits.side)
    self.height = height.clamped(to: MakerLimits.side)
    bytes = [UInt8](repeating: 0, count: self.width * self.height * 3)
  }

  /// Mixes a colour into a rectangle, from not at all at 0 to completely at 256; what lies outside is left out.
  mutating func blend(_ color: Color, amount: Int, x: Range<Int>, y: Range<Int>) {
    let columns = x.clamped(to: 0..<width)
    let rows = y.clamped(to: 0..<height)
    let width = width
    bytes.withUnsafeMutableBufferPointer { buffer in
      guard let pixels = buffer.baseAddress else { return }
      for row in rows {
        var pixel = pixels + (row * width + columns.lowerBound) * 3
        let end = pixel + columns.count * 3
        while pixel < end {
          Self.blend(color, amount: amount, into: pixel)
          pixel += 3
        }
      }
    }
  }

  /// Mixes a colour into the pixel at an address.
  static func blend(_ color: Color, amount: Int, into pixel: UnsafeMutablePointer<UInt8>) {
    let rest = 256 &- amount
    pixel[0] = UInt8(truncatingIfNeeded: (Int(pixel[0]) &* rest &+ Int(color.red) &* amount) >> 8)
    pixel[1] = UInt8(truncatingIfNeeded: (Int(pixel[1]) &* rest &+ Int(color.green) &* amount) >> 8)
    pixel[2] = UInt8(truncatingIfNeeded: (Int(pixel[2]) &* rest &+ Int(color.blue) &* amount) >> 8)
  }
}
