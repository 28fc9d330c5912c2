/// The pixels of a JPEG file: squares of 16 by 16 pixels, each as four blocks of brightness and two of colour.
package struct JPEGScan {
  private static let side = 16

  private var luminance: JPEGComponent
  private var blueDifference: JPEGComponent
  private var redDifference: JPEGComponent
  private var writer = JPEGBitWriter()

  init(luminance: JPEGComponent, chrominance: JPEGComponent) {
    self.luminance = luminance
    blueDifference = chrominance
    redDifference = chrominance
  }

  /// Encodes a picture.
  mutating func encode(_ raster: Raster) -> [UInt8] {
    // Four blocks of brightness, from the top left to the bottom right, and a block of each difference.
    withUnsafeTemporaryAllocation(of: Float.self, capacity: 6 * 64) { buffer in
      guard let blocks = buffer.baseAddress else { return }
      for top in stride(from: 0, to: raster.height, by: Self.side) {
        for left in stride(from: 0, to: raster.width, by: Self.side) {
          Self.load(raster, left: left, top: top, into: blocks)
          for block in 0..<4 { luminance.encode(blocks + block * 64, to: &writer) }
          blueDifference.encode(blocks + 4 * 64, to: &writer)
          redDifference.encode(blocks + 5 * 64, to: &writer)
        }
      }
    }
    writer.finish()
    return writer.bytes
  }

  /// Converts a square of pixels to brightness and differences of colour, all around zero.
  private static func load(_ raster: Raster, left: Int, top: Int, into blocks: UnsafeMutablePointer<Float>) {
    (blocks + 4 * 64).update(repeating: 0, count: 2 * 64)
    let width = raster.width
    let height = raster.height
    raster.bytes.withUnsafeBufferPointer { buffer in
      guard let pixels = buffer.baseAddress else { return }
      var row = 0
      while row < side {
        // Beyond the edges the last pixels go on.
        let y = top &+ row < height ? top &+ row : height &- 1
        var column = 0
        while column < side {
          let x = left &+ column < width ? left &+ column : width &- 1
          let pixel = pixels + (y &* width &+ x) &* 3
          let red = Float(pixel[0])
          let green = Float(pixel[1])
          let blue = Float(pixel[2])
          let block = (row >> 3) &* 2 &+ (column >> 3)
          blocks[block &* 64 &+ (row & 7) &* 8 &+ (column & 7)] = 0.299 * red + 0.587 * green + 0.114 * blue - 128
          // Four pixels share a value of colour, so each adds a quarter.
          let shared = blocks + 4 * 64 + ((row >> 1) &* 8 &+ (column >> 1))
          shared[0] += (-0.168_736 * red - 0.331_264 * green + 0.5 * blue) * 0.25
          shared[64] += (0.5 * red - 0.418_688 * green - 0.081_312 * blue) * 0.25
          column &+= 1
        }
        row &+= 1
      }
    }
  }
}
