public import FalCore

extension SchemaLimits {
  /// Whether a number is within the limits.
  public func allows(_ number: JSONNumber) -> Bool {
    problems(with: number).isEmpty
  }
}
