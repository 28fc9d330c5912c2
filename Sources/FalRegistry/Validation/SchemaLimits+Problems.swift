public import FalCore

extension SchemaLimits {
  /// What is wrong with a number.
  func problems(with number: JSONNumber) -> [ValidationProblem] {
    var problems: [ValidationProblem] = []
    if let bound = minimum, number.isBelow(bound) {
      problems.append(.tooSmall(bound: bound, isExclusive: false))
    } else if let bound = exclusiveMinimum, !bound.isBelow(number) {
      problems.append(.tooSmall(bound: bound, isExclusive: true))
    }
    if let bound = maximum, bound.isBelow(number) {
      problems.append(.tooLarge(bound: bound, isExclusive: false))
    } else if let bound = exclusiveMaximum, !number.isBelow(bound) {
      problems.append(.tooLarge(bound: bound, isExclusive: true))
    }
    if let factor = multipleOf, !number.isMultiple(of: factor) { problems.append(.notMultiple(of: factor)) }
    return problems
  }

  /// What is wrong with the length of a text; characters are counted as JSON Schema counts them, by code points.
  func problems(with text: String) -> [ValidationProblem] {
    var problems: [ValidationProblem] = []
    if let least = minimumLength, text.unicodeScalars.count < least { problems.append(.tooShort(least: least)) }
    if let most = maximumLength, text.unicodeScalars.count > most { problems.append(.tooLong(most: most)) }
    return problems
  }
}

extension JSONNumber {
  /// Compared exactly where both are whole: seeds exceed what a `Double` can hold, and some what an `Int` can.
  func isBelow(_ other: JSONNumber) -> Bool {
    if let left = int, let right = other.int { return left < right }
    if let left = digits, let right = other.digits {
      if left.isNegative != right.isNegative { return left.isNegative }
      let isSmaller =
        left.digits.count == right.digits.count
        ? left.digits.lexicographicallyPrecedes(right.digits) : left.digits.count < right.digits.count
      return left.isNegative ? left.digits != right.digits && !isSmaller : isSmaller
    }
    return double < other.double
  }

  /// The digits of a whole number, as far as it is written with nothing else.
  private var digits: (isNegative: Bool, digits: [UInt8])? {
    let text = Array(int.map(String.init)?.utf8 ?? description.utf8)
    let isNegative = text.first == UInt8(ascii: "-")
    let digits = text.dropFirst(isNegative ? 1 : 0)
    guard digits.allSatisfy({ $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }) else { return nil }
    return (isNegative, Array(digits))
  }

  func isMultiple(of factor: JSONNumber) -> Bool {
    guard factor.double > 0 else { return true }
    if let value = int, let factor = factor.int { return value % factor == 0 }
    if let value = uint64, let factor = factor.uint64 { return value % factor == 0 }
    let steps = double / factor.double
    // Steps such as 0.1 are not exact in binary.
    return abs(steps - steps.rounded()) <= 1e-9 * max(1, abs(steps))
  }
}

extension SchemaLimits {
  /// Whether a number is within the limits.
  public func allows(_ number: JSONNumber) -> Bool {
    problems(with: number).isEmpty
  }
}
