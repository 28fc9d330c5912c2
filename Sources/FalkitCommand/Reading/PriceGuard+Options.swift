import FalCore
import FalPlatform
import FalRunner

extension PriceGuard {
  static let definitions = [
    OptionDefinition(name: .estimate, summary: "Show what the request would cost, and send nothing."),
    OptionDefinition(
      name: .maxCost,
      value: "USD",
      summary: "Refuse a request of which the estimate is higher, or unknown."
    ),
    OptionDefinition(name: .allowUnknownCost, summary: "With --max-cost: accept what nobody can estimate."),
  ]

  /// As the options and settings say.
  init(_ options: ParsedOptions, _ settings: Settings) throws(RunError) {
    self.init(limit: try settings.maxCost, allowsUnknown: options.has(.allowUnknownCost))
  }

  /// Shows what requests to a model would cost together.
  static func show(_ requests: [RunRequest], of endpoint: EndpointID, _ access: RequestAccess) async throws -> ExitCode
  {
    let estimate = try await Self.estimate(requests, access.client)
    guard access.console.mode == .json else {
      let count = requests.count == 1 ? "" : ", \(requests.count) requests"
      try access.console.print(TerminalText.text("\(endpoint)\(count): \(estimate.words)"))
      return .ok
    }
    try access.console.print([
      "endpoint_id": .string(endpoint.description), "requests": .number(JSONNumber(requests.count)),
      "cost": estimate.cost.map { .string("\($0.amount)") } ?? .null,
      "currency": estimate.cost.map { .string($0.currency) } ?? .null,
      "unit_price": estimate.price.map { .string("\($0.unitPrice.amount)") } ?? .null,
      "unit": estimate.price.map { .string($0.unit.rawValue) } ?? .null,
    ])
    return .ok
  }
}
