/// A smooth passage from one colour in the top left corner to another in the bottom right corner.
package struct Gradient {
  let start: Color
  let end: Color

  /// Fills a picture.
  func draw(on raster: inout Raster) {
    let width = raster.width
    let height = raster.height
    let red = Ramp(from: start.red, to: end.red, width: width, height: height)
    let green = Ramp(from: start.green, to: end.green, width: width, height: height)
    let blue = Ramp(from: start.blue, to: end.blue, width: width, height: height)
    raster.bytes.withUnsafeMutableBufferPointer { buffer in
      guard var pixel = buffer.baseAddress else { return }
      for row in 0..<height {
        var redLevel = red.level(atRow: row)
        var greenLevel = green.level(atRow: row)
        var blueLevel = blue.level(atRow: row)
        let end = pixel + width * 3
        while pixel < end {
          pixel[0] = UInt8(truncatingIfNeeded: redLevel >> 16)
          pixel[1] = UInt8(truncatingIfNeeded: greenLevel >> 16)
          pixel[2] = UInt8(truncatingIfNeeded: blueLevel >> 16)
          redLevel &+= red.stepAcross
          greenLevel &+= green.stepAcross
          blueLevel &+= blue.stepAcross
          pixel += 3
        }
      }
    }
  }

  /// How one part of the colour changes; in 65536ths, because whole numbers are quick and exact.
  private struct Ramp {
    let start: Int
    let stepAcross: Int
    let stepDown: Int

    init(from first: UInt8, to last: UInt8, width: Int, height: Int) {
      let difference = (Int(last) - Int(first)) << 16
      start = Int(first) << 16
      // Mostly from top to bottom, a little from left to right; together exactly the whole difference.
      stepAcross = difference / 4 / width
      stepDown = difference * 3 / 4 / height
    }

    func level(atRow row: Int) -> Int { start + row * stepDown }
  }
}
