/// A point of the curve edwards25519, in extended coordinates (RFC 8032, 5.1.4).
struct Ed25519Point: Sendable {
  /// The point that changes nothing when it is added.
  static let identity = Ed25519Point(x: Ed25519FieldElement(0), y: Ed25519FieldElement(1))

  /// The base point B.
  static let base = Ed25519Point(
    x: Ed25519FieldElement(
      Ed25519Number(0xc956_2d60_8f25_d51a, 0x692c_c760_9525_a7b2, 0xc0a4_e231_fdd6_dc5c, 0x2169_36d3_cd6e_53fe)
    ),
    y: Ed25519FieldElement(4) * Ed25519FieldElement(5).inverse
  )

  /// The curve's constant d, -121665 / 121666.
  private static let constant = -(Ed25519FieldElement(121_665) * Ed25519FieldElement(121_666).inverse)
  private static let twiceConstant = constant + constant

  /// The coordinates are x / z and y / z, and t / z is their product.
  private let x, y, z, t: Ed25519FieldElement

  private init(x: Ed25519FieldElement, y: Ed25519FieldElement) {
    (self.x, self.y, z, t) = (x, y, Ed25519FieldElement(1), x * y)
  }

  private init(x: Ed25519FieldElement, y: Ed25519FieldElement, z: Ed25519FieldElement, t: Ed25519FieldElement) {
    (self.x, self.y, self.z, self.t) = (x, y, z, t)
  }

  /// Decodes 32 bytes (RFC 8032, 5.1.3); `nil` when they are the encoding of no point.
  init?(_ bytes: some BidirectionalCollection<UInt8>) {
    guard Self.isCanonical(bytes) else { return nil }
    let encoded = Ed25519Number(bytes)
    let y = Ed25519FieldElement(encoded)
    let (square, one) = (y * y, Ed25519FieldElement(1))
    guard let root = Ed25519FieldElement.squareRoot(of: square - one, over: Self.constant * square + one) else {
      return nil
    }
    self.init(x: root.number.lowestBit == encoded.highestBit ? root : -root, y: y)
  }

  /// Whether 32 bytes are the only encoding of their point, if they are one of a point at all.
  ///
  /// Libraries differ in what else they let pass: a y that is not below the modulus, and an x of 0 that is negative.
  static func isCanonical(_ bytes: some BidirectionalCollection<UInt8>) -> Bool {
    let encoded = Ed25519Number(bytes)
    let y = encoded.settingHighestBit(0)
    guard y < Ed25519FieldElement.modulus else { return false }
    // x is 0 where y is 1 or -1.
    let one = Ed25519Number(1, 0, 0, 0)
    return encoded.highestBit == 0 || (y != one && y != Ed25519FieldElement.modulus &- one)
  }

  /// The 32 bytes: y, and in the highest bit whether x is odd.
  var encoding: [UInt8] {
    let inverse = z.inverse
    return (y * inverse).number.settingHighestBit((x * inverse).number.lowestBit).bytes
  }

  /// The point twice.
  var doubled: Ed25519Point {
    let (a, b, c) = (x * x, y * y, z * z)
    let h = a + b
    let e = h - (x + y).squared(1)
    let g = a - b
    let f = c + c + g
    return Ed25519Point(x: e * f, y: g * h, z: f * g, t: e * h)
  }

  static prefix func - (point: Ed25519Point) -> Ed25519Point {
    Ed25519Point(x: -point.x, y: point.y, z: point.z, t: -point.t)
  }

  /// The sum of any two points, also of equal ones and of opposite ones.
  static func + (left: Ed25519Point, right: Ed25519Point) -> Ed25519Point {
    let a = (left.y - left.x) * (right.y - right.x)
    let b = (left.y + left.x) * (right.y + right.x)
    let c = left.t * twiceConstant * right.t
    let half = left.z * right.z
    let d = half + half
    let (e, f, g, h) = (b - a, d - c, d + c, b + a)
    return Ed25519Point(x: e * f, y: g * h, z: f * g, t: e * h)
  }

  /// The sum of points multiplied by scalars.
  static func sum(of terms: [(scalar: Ed25519Scalar, multiples: Ed25519Multiples)]) -> Ed25519Point {
    // The digits of all scalars are taken together, the highest first, so that the doublings are done once.
    let terms = terms.map { (digits: $0.scalar.digits, multiples: $0.multiples) }
    var sum = identity
    for place in 0..<Ed25519Scalar.digitCount {
      for _ in 0..<4 { sum = sum.doubled }
      for term in terms where term.digits[place] != 0 { sum = sum + term.multiples[term.digits[place]] }
    }
    return sum
  }
}
