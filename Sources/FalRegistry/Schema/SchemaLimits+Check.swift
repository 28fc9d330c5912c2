public import FalCore

extension SchemaLimits {
  /// Whether a number is within the limits.
  public func allows(_ number: JSONNumber) -> Bool {
    let value = number.double
    if let least = minimum?.double, value < least { return false }
    if let most = maximum?.double, value > most { return false }
    if let bound = exclusiveMinimum?.double, value <= bound { return false }
    if let bound = exclusiveMaximum?.double, value >= bound { return false }
    return true
  }
}
