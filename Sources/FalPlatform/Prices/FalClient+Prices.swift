public import FalCore

extension FalClient {
  /// What models cost, discounts of the account included.
  ///
  /// fal wants a key for this, and charges nothing.
  ///
  /// - Parameter endpoints: The models; any number, as they are asked for in batches.
  /// - Returns: The prices. A model is missing when fal does not know it, or states no price that can be understood.
  /// - Throws: `FalError`, `CancellationError`.
  public func prices(of endpoints: [EndpointID]) async throws -> [EndpointID: ModelPrice] {
    var reader = PageReader("prices", of: "models/pricing", .prices, client: self, endpoints: endpoints)
    var prices: [EndpointID: ModelPrice] = [:]
    while let (_, entries) = try await reader.next() {
      for entry in entries {
        guard let price = ModelPrice(json: entry) else {
          log(.notice, "prices: fal states one that cannot be understood: \(entry.text().prefix(200))")
          continue
        }
        prices[price.endpoint] = price
      }
    }
    return prices
  }
}
