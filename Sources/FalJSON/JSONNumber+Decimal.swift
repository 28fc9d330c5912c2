#if canImport(FoundationEssentials)
  package import FoundationEssentials
#else
  package import Foundation
#endif

extension JSONNumber {
  /// The number as it is written, free of the rounding of binary fractions; `nil` when it is too large.
  package var decimal: Decimal? { Decimal(string: description) }

  /// Creates a number that is written as the decimal is, up to 17 digits; `nil` for what is no number.
  package init?(_ decimal: Decimal) {
    guard let number = (try? JSON(parsing: decimal.description))?.number else { return nil }
    self = number
  }
}
