/// The discrete cosine transform of a block of 8 by 8 values.
package enum ForwardDCT {
  // Half the cosines of 1 to 7 sixteenths of a half turn.
  private static let c1: Float = 0.490_392_64
  private static let c2: Float = 0.461_939_77
  private static let c3: Float = 0.415_734_81
  private static let c4: Float = 0.353_553_39
  private static let c5: Float = 0.277_785_12
  private static let c6: Float = 0.191_341_72
  private static let c7: Float = 0.097_545_16

  /// Replaces the 64 values of a block, which are in rows, with their coefficients.
  static func transform(_ block: UnsafeMutablePointer<Float>) {
    var index = 0
    while index < 8 {
      transform(block + index &* 8, stride: 1)
      index &+= 1
    }
    index = 0
    while index < 8 {
      transform(block + index, stride: 8)
      index &+= 1
    }
  }

  /// Transforms one row or column.
  ///
  /// The even cosines are the same at both ends and the odd ones opposite, so the sums of opposite values are enough
  /// for the even coefficients and their differences for the odd ones; that halves the multiplications.
  private static func transform(_ values: UnsafeMutablePointer<Float>, stride: Int) {
    let (x0, x1, x2, x3) = (values[0], values[stride], values[2 &* stride], values[3 &* stride])
    let (x4, x5, x6, x7) = (values[4 &* stride], values[5 &* stride], values[6 &* stride], values[7 &* stride])
    let (d0, d1, d2, d3) = (x0 - x7, x1 - x6, x2 - x5, x3 - x4)
    let (s0, s1, s2, s3) = (x0 + x7, x1 + x6, x2 + x5, x3 + x4)
    // The same trick once more for the even coefficients.
    let (outerSum, innerSum) = (s0 + s3, s1 + s2)
    let (outerDifference, innerDifference) = (s0 - s3, s1 - s2)
    values[0] = (outerSum + innerSum) * c4
    values[2 &* stride] = outerDifference * c2 + innerDifference * c6
    values[4 &* stride] = (outerSum - innerSum) * c4
    values[6 &* stride] = outerDifference * c6 - innerDifference * c2
    values[stride] = d0 * c1 + d1 * c3 + d2 * c5 + d3 * c7
    values[3 &* stride] = d0 * c3 - d1 * c7 - d2 * c1 - d3 * c5
    values[5 &* stride] = d0 * c5 - d1 * c1 + d2 * c7 + d3 * c3
    values[7 &* stride] = d0 * c7 - d1 * c5 + d2 * c3 - d3 * c1
  }
}
