extension Ed25519FieldElement {
  /// A square root of -1, which is 2 to the power of (p - 1) / 4 = 2 (2^252 - 3) + 1.
  private static let rootOfMinusOne: Ed25519FieldElement = {
    let two = Ed25519FieldElement(2)
    return two.rootPower.squared(1) * two
  }()

  /// The inverse, which is the power of p - 2 = 2^5 (2^250 - 1) + 11; of 0 it is 0.
  var inverse: Ed25519FieldElement {
    let fifth = squared(2) * self
    return powerOfOnes.squared(5) * (fifth.squared(1) * self)
  }

  /// A square root of a fraction; `nil` when there is none.
  static func squareRoot(of numerator: Ed25519FieldElement, over denominator: Ed25519FieldElement)
    -> Ed25519FieldElement?
  {
    // RFC 8032, 5.1.3: the inverse of the denominator is had in the same power.
    let cube = denominator.squared(1) * denominator
    let power = (numerator * cube * denominator.squared(2)).rootPower
    let root = numerator * cube * power
    let square = denominator * root.squared(1)
    if square == numerator { return root }
    return square == -numerator ? root * rootOfMinusOne : nil
  }

  /// The power of (p - 5) / 8 = 2^252 - 3.
  private var rootPower: Ed25519FieldElement { powerOfOnes.squared(2) * self }

  /// The power of 2^250 - 1, in binary 250 ones.
  private var powerOfOnes: Ed25519FieldElement {
    func append(_ count: Int, _ ones: Ed25519FieldElement, to power: Ed25519FieldElement) -> Ed25519FieldElement {
      power.squared(count) * ones
    }
    let two = append(1, self, to: self)
    let four = append(2, two, to: two)
    let five = append(1, self, to: four)
    let ten = append(5, five, to: five)
    let twenty = append(10, ten, to: ten)
    let forty = append(20, twenty, to: twenty)
    let fifty = append(10, ten, to: forty)
    let hundred = append(50, fifty, to: fifty)
    let twoHundred = append(100, hundred, to: hundred)
    return append(50, fifty, to: twoHundred)
  }

  /// Squares several times.
  func squared(_ count: Int) -> Ed25519FieldElement {
    var power = self
    for _ in 0..<count { power = power * power }
    return power
  }
}
