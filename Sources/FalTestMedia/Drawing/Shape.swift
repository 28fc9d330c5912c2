/// The figure in the middle of a picture.
package enum Shape: CaseIterable {
  case circle
  case triangle
  case square

  /// Draws the figure with smooth edges.
  func draw(on raster: inout Raster, color: Color, opacity: Double, centerX: Double, centerY: Double, radius: Double) {
    let width = raster.width
    let columns = Self.pixels(around: centerX, radius: radius, count: width)
    let rows = Self.pixels(around: centerY, radius: radius, count: raster.height)
    raster.bytes.withUnsafeMutableBufferPointer { buffer in
      guard let pixels = buffer.baseAddress else { return }
      for row in rows {
        // Pixels are measured at their middle.
        let y = Double(row) + 0.5 - centerY
        var x = Double(columns.lowerBound) + 0.5 - centerX
        var pixel = pixels + (row * width + columns.lowerBound) * 3
        let end = pixel + columns.count * 3
        while pixel < end {
          let distance = distance(x: x, y: y, radius: radius)
          if distance < 0.5 {
            let coverage = distance > -0.5 ? 0.5 - distance : 1
            Raster.blend(color, amount: Int(coverage * opacity * 256), into: pixel)
          }
          x += 1
          pixel += 3
        }
      }
    }
  }

  /// How far a point is outside the edge, measured from the middle; inside the figure it is negative.
  private func distance(x: Double, y: Double, radius: Double) -> Double {
    switch self {
    case .circle:
      return (x * x + y * y).squareRoot() - radius
    case .triangle:
      // The edges of a triangle with equal sides are half as far from the middle as its corners.
      let slope = abs(x) * 0.866_025_4 - y * 0.5
      return (slope > y ? slope : y) - radius * 0.5
    case .square:
      let across = abs(x)
      let down = abs(y)
      return (across > down ? across : down) - radius * 0.8
    }
  }

  private static func pixels(around center: Double, radius: Double, count: Int) -> Range<Int> {
    let lower = Int((center - radius - 1).rounded(.down)).clamped(to: 0...count)
    let upper = Int((center + radius + 1).rounded(.up)).clamped(to: lower...count)
    return lower..<upper
  }
}
