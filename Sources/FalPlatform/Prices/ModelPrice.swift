public import FalCore

#if canImport(FoundationEssentials)
  public import FoundationEssentials
#else
  public import Foundation
#endif

/// What a model costs, discounts of the account included.
///
/// ```swift
/// let prices = try await fal.prices(of: [FluxDev.id])
/// if let price = prices[FluxDev.id] { print(price, price.cost(of: 4)) }
/// ```
public struct ModelPrice: Sendable, Hashable, CustomStringConvertible {
  /// The model.
  public let endpoint: EndpointID
  /// What one unit costs.
  public let unitPrice: Money
  /// What the price is for.
  public let unit: BillingUnit

  /// Creates a price.
  public init(endpoint: EndpointID, unitPrice: Money, unit: BillingUnit) {
    self.endpoint = endpoint
    self.unitPrice = unitPrice
    self.unit = unit
  }

  /// Reads a price; `nil` when something is missing that cannot be guessed.
  init?(json: JSON) {
    guard let endpoint = json["endpoint_id"].string.flatMap({ try? EndpointID($0) }),
      let amount = json["unit_price"].number?.decimal, amount >= 0,
      let unit = json["unit"].string, !unit.isEmpty,
      let currency = json["currency"].string, !currency.isEmpty
    else { return nil }
    self.init(endpoint: endpoint, unitPrice: Money(amount, currency), unit: BillingUnit(unit))
  }

  /// What so many images, seconds or characters cost: of what is counted, not of the units that the price is for.
  public func cost(of count: Decimal) -> Money {
    Money(unitPrice.amount * count / Decimal(unit.size), unitPrice.currency)
  }

  /// The price and what it is for: `0.025 USD per image`.
  public var description: String {
    "\(unitPrice) per \(unit.size == 1 ? unit.measure.rawValue : unit.rawValue)"
  }
}
