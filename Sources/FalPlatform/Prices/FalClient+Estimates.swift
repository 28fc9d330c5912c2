public import FalCore

#if canImport(FoundationEssentials)
  public import FoundationEssentials
#else
  public import Foundation
#endif

extension FalClient {
  /// What calls will cost together, judged by what such calls cost in the past.
  ///
  /// ```swift
  /// let cost = try await fal.estimatedCost(ofCalls: ["fal-ai/flux/dev": 100])
  /// ```
  ///
  /// fal wants a key for this, and charges nothing.
  ///
  /// - Parameter calls: How many calls of which model, at least one of each.
  /// - Returns: The sum.
  /// - Throws: `FalError`, of kind `notFound` when fal does not know one of the models; `CancellationError`.
  public func estimatedCost(ofCalls calls: [EndpointID: Int]) async throws -> Money {
    if let (endpoint, count) = calls.first(where: { $0.value < 1 }) {
      throw FalError(.invalidInput, "the estimate: \(count) calls of \(endpoint); there must be at least 1")
    }
    return try await estimate("historical_api_price", "call_quantity", calls.mapValues { JSONNumber($0) })
  }

  /// What units will cost together, by the models' prices: images, seconds, whatever `ModelPrice.unit` says.
  ///
  /// fal wants a key for this, and charges nothing.
  ///
  /// - Parameter units: How many units of which model, at least a millionth of each.
  /// - Returns: The sum.
  /// - Throws: `FalError`, of kind `notFound` when fal does not know one of the models; `CancellationError`.
  public func estimatedCost(ofUnits units: [EndpointID: Decimal]) async throws -> Money {
    var quantities: [EndpointID: JSONNumber] = [:]
    for (endpoint, count) in units {
      guard count * 1_000_000 >= 1, let number = JSONNumber(count) else {
        throw FalError(.invalidInput, "the estimate: \(count) units of \(endpoint); there must be at least 0.000001")
      }
      quantities[endpoint] = number
    }
    return try await estimate("unit_price", "unit_quantity", quantities)
  }

  private func estimate(_ type: String, _ name: String, _ quantities: [EndpointID: JSONNumber]) async throws -> Money {
    guard !quantities.isEmpty else { throw FalError(.invalidInput, "the estimate: there is no model to estimate for") }
    let endpoints = quantities.map { ($0.key.description, JSON.object([name: .number($0.value)])) }.sorted(on: \.0)
    let body: JSON = ["estimate_type": .string(type), "endpoints": .object(JSONObject(endpoints))]
    let json = try await platform(.estimate, "models/pricing/estimate", posting: body)
    guard let amount = json["total_cost"].number?.decimal, let currency = json["currency"].string else {
      throw FalError.unexpected(.estimate, "holds no sum: \(json.text().prefix(200))", in: json)
    }
    return Money(amount, currency)
  }
}
