/// A whole number modulo the order of the curve's base point (RFC 8032, 5.1), by which points are multiplied.
struct Ed25519Scalar: Hashable, Sendable {
  /// 2^252 + 27742317777372353535851937790883648493.
  static let order = Ed25519Number(0x5812_631a_5cf5_d3ed, 0x14de_f9de_a2f7_9cd6, 0, 0x1000_0000_0000_0000)

  /// How many digits to the base 16 there are.
  static let digitCount = 64

  /// Always below the order.
  private let number: Ed25519Number

  private init(_ number: Ed25519Number) {
    self.number = number
  }

  /// Reads 32 bytes, the lowest first; `nil` when the number is not below the order.
  init?(_ bytes: some BidirectionalCollection<UInt8>) {
    let number = Ed25519Number(bytes)
    guard number < Self.order else { return nil }
    self.init(number)
  }

  /// What remains of a number of any length, the lowest byte first.
  init(reducing bytes: [UInt8]) {
    self = Ed25519Scalar(Ed25519Number(1, 0, 0, 0)) * bytes
  }

  /// The 32 bytes, the lowest first.
  var bytes: [UInt8] { number.bytes }

  /// The 64 digits to the base 16, the highest first.
  var digits: [Int] { bytes.reversed().flatMap { [Int($0 >> 4), Int($0 & 15)] } }

  static func + (left: Ed25519Scalar, right: Ed25519Scalar) -> Ed25519Scalar {
    let sum = left.number &+ right.number
    return Ed25519Scalar(sum < order ? sum : sum &- order)
  }

  /// The product with a number of any length, the lowest byte first.
  static func * (scalar: Ed25519Scalar, bytes: [UInt8]) -> Ed25519Scalar {
    var product = Ed25519Scalar(Ed25519Number(0, 0, 0, 0))
    for byte in bytes.reversed() {
      for bit in (0..<8).reversed() {
        product = product + product
        if (byte >> bit) & 1 == 1 { product = product + scalar }
      }
    }
    return product
  }
}
