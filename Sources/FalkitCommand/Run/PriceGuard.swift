import FalCore
import FalPlatform
import FalRegistry

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Asks what a request will cost, before anything is sent.
struct PriceGuard: Sendable {
  static let definitions = [
    OptionDefinition(name: "estimate", summary: "Show what the request would cost, and send nothing."),
    OptionDefinition(
      name: "max-cost",
      value: "USD",
      summary: "Refuse a request of which the estimate is higher, or unknown."
    ),
    OptionDefinition(name: "allow-unknown-cost", summary: "With --max-cost: accept what nobody can estimate."),
  ]

  /// What is known of the costs.
  struct Estimate: Sendable {
    /// `nil` when fal states none.
    let price: ModelPrice?
    /// `nil` when it is known only after the work.
    let cost: Money?

    var words: String {
      guard let price else { return "fal states no price" }
      return cost.map { "about \($0), at \(price)" } ?? "unknown before the run, at \(price)"
    }
  }

  private let limit: Decimal?
  private let allowsUnknown: Bool

  init(_ invocation: Invocation) throws(CommandError) {
    limit = try invocation.settings.maxCost
    allowsUnknown = invocation.has("allow-unknown-cost")
  }

  /// What requests will cost together.
  static func estimate(_ calls: [ModelCall], _ client: FalClient) async throws -> Estimate {
    guard let first = calls.first else { return Estimate(price: nil, cost: nil) }
    guard let price = try await client.prices(of: [first.endpoint])[first.endpoint] else {
      return Estimate(price: nil, cost: nil)
    }
    var count: Decimal = 0
    for call in calls {
      let quantity = BilledQuantity(call.input.json, fields: call.model?.schema.inputs ?? [])
      guard let units = quantity.count(price.unit.measure) else { return Estimate(price: price, cost: nil) }
      count += units
    }
    return Estimate(price: price, cost: price.cost(of: count))
  }

  /// Refuses what is too expensive.
  ///
  /// - Throws: `CommandError` with exit code 65; `FalError` when the price cannot be asked for.
  func check(_ calls: [ModelCall], _ client: FalClient) async throws {
    guard let limit, let endpoint = calls.first?.endpoint else { return }
    let estimate = try await Self.estimate(calls, client)
    // Of another currency nobody knows here what it is worth.
    guard let cost = estimate.cost, cost.currency == "USD" else {
      if allowsUnknown { return }
      throw CommandError(
        .invalid,
        "what this costs is not known beforehand (\(estimate.words)), and at most \(limit) USD are allowed",
        endpointID: endpoint.description,
        hint: "--allow-unknown-cost"
      )
    }
    guard cost.amount > limit else { return }
    throw CommandError(
      .invalid,
      "this costs \(estimate.words), and at most \(limit) USD are allowed",
      endpointID: endpoint.description,
      hint: "--max-cost \(cost.amount)"
    )
  }

  /// Shows what a request would cost.
  static func show(_ call: ModelCall, _ access: RequestAccess) async throws -> ExitCode {
    let estimate = try await Self.estimate([call], access.client)
    guard access.console.mode == .json else {
      try access.console.print(Harmless.text("\(call.endpoint): \(estimate.words)"))
      return .ok
    }
    try access.console.print([
      "endpoint_id": .string(call.endpoint.description),
      "cost": estimate.cost.map { .string("\($0.amount)") } ?? .null,
      "currency": estimate.cost.map { .string($0.currency) } ?? .null,
      "unit_price": estimate.price.map { .string("\($0.unitPrice.amount)") } ?? .null,
      "unit": estimate.price.map { .string($0.unit.rawValue) } ?? .null,
    ])
    return .ok
  }
}
