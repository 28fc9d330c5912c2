package import FalCore
package import FalPlatform
import FalRegistry

#if canImport(FoundationEssentials)
  package import FoundationEssentials
#else
  package import Foundation
#endif

/// Asks what a request will cost, before anything is sent.
package struct PriceGuard: Sendable {
  /// What is known of the costs.
  package struct Estimate: Sendable {
    /// `nil` when fal states none.
    package let price: ModelPrice?
    /// `nil` when it is known only after the work.
    package let cost: Money?

    package var words: String {
      guard let price else { return "fal states no price" }
      return cost.map { "about \($0), at \(price)" } ?? "unknown before the run, at \(price)"
    }
  }

  private let limit: Decimal?
  private let allowsUnknown: Bool

  /// - Parameters:
  ///   - limit: The highest price in dollars that is paid; `nil` for any.
  ///   - allowsUnknown: Whether what nobody can estimate is paid, too.
  package init(limit: Decimal?, allowsUnknown: Bool) {
    self.limit = limit
    self.allowsUnknown = allowsUnknown
  }

  /// What requests will cost together.
  package static func estimate(_ requests: [RunRequest], _ client: FalClient) async throws -> Estimate {
    guard let first = requests.first else { return Estimate(price: nil, cost: nil) }
    guard let price = try await client.prices(of: [first.endpoint])[first.endpoint] else {
      return Estimate(price: nil, cost: nil)
    }
    var count: Decimal = 0
    for request in requests {
      let quantity = BilledQuantity(request.input.json, fields: request.model?.schema.inputs ?? [])
      guard let units = quantity.count(price.unit.measure) else { return Estimate(price: price, cost: nil) }
      count += units
    }
    return Estimate(price: price, cost: price.cost(of: count))
  }

  /// Refuses what is too expensive.
  ///
  /// - Throws: `RunError` of kind `invalid`; `FalError` when the price cannot be asked for.
  package func check(_ requests: [RunRequest], _ client: FalClient) async throws {
    guard let limit, let endpoint = requests.first?.endpoint else { return }
    let estimate = try await Self.estimate(requests, client)
    // Of another currency nobody knows here what it is worth.
    guard let cost = estimate.cost, cost.currency == "USD" else {
      if allowsUnknown { return }
      throw RunError(
        .invalid,
        "what this costs is not known beforehand (\(estimate.words)), and at most \(limit) USD are allowed",
        endpointID: endpoint.description,
        remedy: .allowUnknownCost
      )
    }
    guard cost.amount > limit else { return }
    throw RunError(
      .invalid,
      "this costs \(estimate.words), and at most \(limit) USD are allowed",
      endpointID: endpoint.description,
      remedy: .raiseLimit(cost.amount)
    )
  }
}
