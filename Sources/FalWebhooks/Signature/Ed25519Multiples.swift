/// A point's multiples from 0 to 15, one for each digit of a scalar.
struct Ed25519Multiples: Sendable {
  /// Those of the base point.
  static let base = Ed25519Multiples(of: .base)

  private let points: [Ed25519Point]

  init(of point: Ed25519Point) {
    var points = [Ed25519Point.identity]
    for _ in 1..<16 { points.append((points.last ?? .identity) + point) }
    self.points = points
  }

  /// The point as often as a digit says, which is from 0 to 15.
  subscript(digit: Int) -> Ed25519Point { points[digit] }
}
