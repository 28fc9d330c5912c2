/// A test picture: a gradient and a figure that depend on a seed, and a prompt as its caption.
package struct Picture: Sendable, Hashable {
  /// The text of the caption.
  let prompt: String
  /// The number that decides about the colours and the figure.
  let seed: UInt64
  /// The number of pixels in a row.
  package let width: Int
  /// The number of rows.
  package let height: Int

  /// Describes a picture; sides out of range become the nearest allowed ones.
  package init(prompt: String, seed: UInt64, width: Int, height: Int) {
    self.prompt = prompt
    self.seed = seed
    self.width = width.clamped(to: MakerLimits.side)
    self.height = height.clamped(to: MakerLimits.side)
  }

  /// Draws the picture.
  package func raster() -> Raster {
    PictureScene(self).raster(phase: 0)
  }

  /// The picture as a PNG file.
  package func png() -> [UInt8] {
    PNGEncoder.encode(raster())
  }

  /// The picture as a JPEG file of a quality from 1 to 100.
  package func jpeg(quality: Int = 85) -> [UInt8] {
    JPEGEncoder.encode(raster(), quality: quality)
  }
}
