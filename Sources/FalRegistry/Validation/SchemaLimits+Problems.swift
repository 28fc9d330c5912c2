import FalCore

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

  /// What is wrong with a text; characters are counted as JSON Schema counts them, by code points.
  func problems(with text: String) -> [ValidationProblem] {
    var problems: [ValidationProblem] = []
    if let least = minimumLength, text.unicodeScalars.count < least { problems.append(.tooShort(least: least)) }
    if let most = maximumLength, text.unicodeScalars.count > most { problems.append(.tooLong(most: most)) }
    if let pattern, !Self.fits(text, pattern) { problems.append(.patternMismatch(pattern)) }
    return problems
  }

  /// Whether a text contains what a regular expression describes; a pattern that is none here may be one for the service.
  private static func fits(_ text: String, _ pattern: String) -> Bool {
    guard let expression = try? Regex(pattern) else { return true }
    do {
      return try expression.firstMatch(in: text) != nil
    } catch {
      return true
    }
  }
}

extension JSONNumber {
  /// Compared exactly where both are whole: seeds exceed what a `Double` can hold.
  fileprivate func isBelow(_ other: JSONNumber) -> Bool {
    if let left = int, let right = other.int { return left < right }
    return double < other.double
  }

  fileprivate func isMultiple(of factor: JSONNumber) -> Bool {
    guard factor.double > 0 else { return true }
    if let value = int, let factor = factor.int { return value % factor == 0 }
    let steps = double / factor.double
    // Steps such as 0.1 are not exact in binary.
    return abs(steps - steps.rounded()) <= 1e-9 * max(1, abs(steps))
  }
}
