/// What is drawn for a picture; made once and drawn many times for a movie, in which the figure moves.
package struct PictureScene {
  private let background: Raster
  private let caption: Caption?
  private let shape: Shape
  private let shapeColor: Color
  private let startAngle: Double

  init(_ picture: Picture) {
    var random = SeededNumbers(seed: picture.seed)
    let hue = random.unit()
    let otherHue = hue + random.double(in: 0.12...0.3)
    let gradient = Gradient(
      start: Color(hue: hue, saturation: 0.55, brightness: 0.95),
      end: Color(hue: otherHue, saturation: 0.75, brightness: 0.65)
    )
    shape = Shape.allCases[random.index(below: Shape.allCases.count)]
    shapeColor = Color(hue: hue + 0.5, saturation: 0.3, brightness: 1)
    startAngle = random.unit()
    caption = Caption(picture.prompt, width: picture.width, height: picture.height)
    var background = Raster(width: picture.width, height: picture.height)
    gradient.draw(on: &background)
    self.background = background
  }

  /// Draws the picture with the figure at a point of its round, from 0 to 1.
  func raster(phase: Double) -> Raster {
    var raster = background
    let width = Double(raster.width)
    let height = Double(raster.height)
    let radius = min(width, height) * 0.24
    // The round is flat and above the middle, so that the caption hides little of the figure.
    let centerX = width * (0.5 + 0.2 * Sine.cosine(turns: startAngle + phase))
    let centerY = height * (0.42 + 0.08 * Sine.of(turns: startAngle + phase))
    let shadow = radius * 0.08
    shape.draw(
      on: &raster,
      color: .black,
      opacity: 0.25,
      centerX: centerX + shadow,
      centerY: centerY + shadow,
      radius: radius
    )
    shape.draw(on: &raster, color: shapeColor, opacity: 1, centerX: centerX, centerY: centerY, radius: radius)
    caption?.draw(on: &raster)
    return raster
  }
}
