/// A colour of red, green and blue parts.
package struct Color: Sendable, Hashable {
  /// The red part.
  let red: UInt8
  /// The green part.
  let green: UInt8
  /// The blue part.
  let blue: UInt8

  /// Creates a colour from its parts.
  package init(red: UInt8, green: UInt8, blue: UInt8) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  /// Creates a colour from a hue in turns (0 is red, a third green), a saturation and a brightness from 0 to 1.
  package init(hue: Double, saturation: Double, brightness: Double) {
    // Each part is full for a third of the circle of hues, none for a third, and on a ramp between them.
    func part(_ offset: Double) -> UInt8 {
      let turn = hue + offset
      let distance = abs(turn - turn.rounded())
      let fullness = (2 - distance * 6).clamped(to: 0...1)
      return UInt8((brightness * (1 - saturation * (1 - fullness)) * 255).rounded().clamped(to: 0...255))
    }
    self.init(red: part(0), green: part(-1.0 / 3), blue: part(1.0 / 3))
  }

  static let black = Color(red: 0, green: 0, blue: 0)
  static let white = Color(red: 255, green: 255, blue: 255)
}
