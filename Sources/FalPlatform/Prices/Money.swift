#if canImport(FoundationEssentials)
  public import FoundationEssentials
#else
  public import Foundation
#endif

/// An amount in a currency, exact to the last digit.
public struct Money: Sendable, Hashable, CustomStringConvertible {
  /// How much.
  public let amount: Decimal
  /// The currency's three letters: `USD`.
  public let currency: String

  /// Creates an amount.
  public init(_ amount: Decimal, _ currency: String) {
    self.amount = amount
    self.currency = currency
  }

  /// Amount and currency: `0.025 USD`.
  public var description: String { "\(amount) \(currency)" }
}
