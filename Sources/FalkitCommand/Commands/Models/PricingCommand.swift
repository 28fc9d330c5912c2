import FalCore
import FalPlatform
import FalRegistry
import FalRunner
import FalSystem

extension CommandDefinition {
  static let pricing = CommandDefinition(
    name: "pricing",
    group: .find,
    summary: "Show what models cost.",
    details: [
      "Asks fal, which wants a key for this and charges nothing. With --local the prices are made up. A pattern such as "
        + "'fal-ai/flux*' means all models of the registry that it fits."
    ],
    arguments: [
      ArgumentDefinition(
        name: "MODEL",
        summary: "The model's id, the address of its web page, or a pattern.",
        repeats: true,
        values: .endpoint
      )
    ],
    examples: [
      Example(command: "falkit pricing fal-ai/flux/dev fal-ai/veo3", meaning: "the prices of two models")
    ],
    exitCodes: [.ok, .partial, .usage, .notFound, .unavailable, .tryLater, .auth],
    run: PricingCommand.run
  )
}

enum PricingCommand {
  static func run(_ invocation: Invocation) throws -> ExitCode {
    let endpoints = try invocation.arguments.flatMap { try Self.endpoints($0, invocation) }
    let access = try FalAccess(invocation)
    let prices = try Waiting.run { try await access.client.prices(of: endpoints) }
    let unknown = endpoints.filter { prices[$0] == nil }
    try show(endpoints.compactMap { prices[$0] }, unknown, invocation.console)
    for endpoint in unknown {
      let isKnown = try invocation.description(of: endpoint) != nil
      let near = isKnown ? [] : try invocation.modelsNear(endpoint.description)
      let hint = near.isEmpty ? "" : "; did you mean \(near.joined(separator: " or "))?"
      invocation.console.say("fal states no price of \(endpoint)\(hint)")
    }
    if unknown.isEmpty { return .ok }
    return unknown.count == endpoints.count ? .notFound : .partial
  }

  private static func endpoints(_ word: String, _ invocation: Invocation) throws -> [EndpointID] {
    guard word.contains("*") || word.contains("?"), ModelAddress.id(in: word) == nil else {
      return [try invocation.endpoint(named: word)]
    }
    let pattern = Glob(word)
    let ids = try invocation.records().map(\.id).filter(pattern.matches)
    guard !ids.isEmpty else {
      throw RunError(.notFound, "no model of the registry fits '\(word)'", hint: "falkit models")
    }
    return try ids.map { try EndpointID($0) }
  }

  private static func show(_ prices: [ModelPrice], _ unknown: [EndpointID], _ console: Console) throws {
    switch console.mode {
    case .plain where console.isQuiet, .human where console.isQuiet:
      for price in prices { try console.print("\(price.unitPrice.amount)") }
    case .json:
      try console.print([
        "prices": .array(prices.map(json)), "unknown": .array(unknown.map { .string($0.description) }),
      ])
    case .plain:
      for price in prices {
        let columns = ["\(price.endpoint)", "\(price.unitPrice.amount)", price.unitPrice.currency, price.unit.rawValue]
        try console.print(columns.map(TerminalText.text).joined(separator: "\t"))
      }
    case .human:
      let width = prices.map { $0.endpoint.description.count }.max() ?? 0
      for price in prices {
        try console.print(TerminalText.text("\(price.endpoint.description.padded(to: width))   \(price)"))
      }
    }
  }

  private static func json(_ price: ModelPrice) -> JSON {
    [
      "endpoint_id": .string(price.endpoint.description),
      // As text, because programs that read numbers as binary fractions would change it.
      "unit_price": .string("\(price.unitPrice.amount)"), "currency": .string(price.unitPrice.currency),
      "unit": .string(price.unit.rawValue),
    ]
  }
}
