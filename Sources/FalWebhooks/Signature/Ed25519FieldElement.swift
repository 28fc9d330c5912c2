/// A whole number modulo 2^255 - 19, of which the curve's coordinates are made.
///
/// The time that operations take is not hidden; there are no secrets in what is verified.
struct Ed25519FieldElement: Sendable {
  /// The modulus, 2^255 - 19.
  static let modulus = Ed25519Number(0xffff_ffff_ffff_ffed, .max, .max, 0x7fff_ffff_ffff_ffff)

  private static let mask: UInt64 = (1 << 51) - 1

  /// The digits to the base 2^51, the lowest first, each below 2^51 + 2^10.
  ///
  /// What is above 2^51 is carried later, where it costs nothing; a number therefore has several forms.
  private let a, b, c, d, e: UInt64

  /// Carries once what is above 51 bits; enough for digits below 2^60, and a last one below 2^56.
  private init(carrying a: UInt64, _ b: UInt64, _ c: UInt64, _ d: UInt64, _ e: UInt64) {
    self.a = (a & Self.mask) + 19 * (e >> 51)
    self.b = (b & Self.mask) + (a >> 51)
    self.c = (c & Self.mask) + (b >> 51)
    self.d = (d & Self.mask) + (c >> 51)
    self.e = (e & Self.mask) + (d >> 51)
  }

  /// Takes the lower 255 bits of a number.
  init(_ number: Ed25519Number) {
    a = number.first & Self.mask
    b = (number.first >> 51 | number.second << 13) & Self.mask
    c = (number.second >> 38 | number.third << 26) & Self.mask
    d = (number.third >> 25 | number.fourth << 39) & Self.mask
    e = (number.fourth >> 12) & Self.mask
  }

  /// Takes a small number.
  init(_ small: UInt32) {
    self.init(Ed25519Number(UInt64(small), 0, 0, 0))
  }

  /// The number below the modulus.
  var number: Ed25519Number {
    // Whether the modulus fits in once more is what adding 19 carries beyond 255 bits.
    let carry = [b, c, d, e].reduce((a + 19) >> 51) { ($0 + $1) >> 51 }
    let first = a + 19 * carry
    let second = b + (first >> 51)
    let third = c + (second >> 51)
    let fourth = d + (third >> 51)
    let fifth = e + (fourth >> 51)
    return Ed25519Number(
      (first & Self.mask) | second << 51,
      (second & Self.mask) >> 13 | third << 38,
      (third & Self.mask) >> 26 | fourth << 25,
      (fourth & Self.mask) >> 39 | (fifth & Self.mask) << 12
    )
  }

  static func + (left: Ed25519FieldElement, right: Ed25519FieldElement) -> Ed25519FieldElement {
    Ed25519FieldElement(
      carrying: left.a + right.a,
      left.b + right.b,
      left.c + right.c,
      left.d + right.d,
      left.e + right.e
    )
  }

  static func - (left: Ed25519FieldElement, right: Ed25519FieldElement) -> Ed25519FieldElement {
    // Twice the modulus is added first, so that no digit goes below 0.
    let (lowest, other): (UInt64, UInt64) = ((1 << 52) - 38, (1 << 52) - 2)
    return Ed25519FieldElement(
      carrying: left.a + lowest - right.a,
      left.b + other - right.b,
      left.c + other - right.c,
      left.d + other - right.d,
      left.e + other - right.e
    )
  }

  static prefix func - (element: Ed25519FieldElement) -> Ed25519FieldElement {
    Ed25519FieldElement(0) - element
  }

  static func * (left: Ed25519FieldElement, right: Ed25519FieldElement) -> Ed25519FieldElement {
    // 2^255 is 19: what stands five digits too high counts 19 times.
    let (b, c, d, e) = (19 * right.b, 19 * right.c, 19 * right.d, 19 * right.e)
    let first = WideSum(left, right.a, e, d, c, b)
    var second = WideSum(left, right.b, right.a, e, d, c)
    var third = WideSum(left, right.c, right.b, right.a, e, d)
    var fourth = WideSum(left, right.d, right.c, right.b, right.a, e)
    var fifth = WideSum(left, right.e, right.d, right.c, right.b, right.a)
    second.add(first.carry, 1)
    third.add(second.carry, 1)
    fourth.add(third.carry, 1)
    fifth.add(fourth.carry, 1)
    return Ed25519FieldElement(
      carrying: first.digit + 19 * fifth.carry,
      second.digit,
      third.digit,
      fourth.digit,
      fifth.digit
    )
  }

  /// A sum of products, below 2^115.
  ///
  /// `UInt128` is newer than the oldest systems that are supported.
  private struct WideSum {
    private var low: UInt64 = 0
    private var high: UInt64 = 0

    /// The products of an element's digits, each with the factor at its place.
    init(_ digits: Ed25519FieldElement, _ a: UInt64, _ b: UInt64, _ c: UInt64, _ d: UInt64, _ e: UInt64) {
      add(digits.a, a)
      add(digits.b, b)
      add(digits.c, c)
      add(digits.d, d)
      add(digits.e, e)
    }

    mutating func add(_ left: UInt64, _ right: UInt64) {
      let product = left.multipliedFullWidth(by: right)
      let sum = low.addingReportingOverflow(product.low)
      low = sum.partialValue
      high += product.high + (sum.overflow ? 1 : 0)
    }

    /// The lowest 51 bits.
    var digit: UInt64 { low & mask }

    /// What is above them.
    var carry: UInt64 { high << 13 | low >> 51 }
  }
}

extension Ed25519FieldElement: Equatable {
  static func == (left: Ed25519FieldElement, right: Ed25519FieldElement) -> Bool { left.number == right.number }
}
