import FalCore
import FalEmulator
import FalHTTPServer
import FalPlatform
import FalSystem
import Foundation
import TestSupport
import Testing

@Suite("Prices", .timeLimit(.minutes(5)))
struct PriceTests {
  private static func price(_ amount: String, _ unit: String = "images") async throws -> ModelPrice? {
    let platform = try ScriptedPlatform(
      #"{"prices":[{"endpoint_id":"a/b","unit_price":\#(amount),"unit":"\#(unit)","currency":"USD"}],"has_more":false}"#
    )
    return try await platform.client.prices(of: ["a/b"])["a/b"]
  }

  @Test(
    "Prices are exact, in text and in sums",
    arguments: [
      ("0.025", "0.025", "0.075"), ("0.07", "0.07", "0.21"), ("0.00007", "0.00007", "0.00021"),
      ("7e-5", "0.00007", "0.00021"),
      ("1", "1", "3"), ("0", "0", "0"), ("1.10", "1.1", "3.3"), ("0.1", "0.1", "0.3"),
      ("123456.789", "123456.789", "370370.367"),
    ]
  )
  func exactness(text: String, amount: String, ofThree: String) async throws {
    let price = try #require(try await Self.price(text))
    #expect("\(price.unitPrice)" == "\(amount) USD" && "\(price)" == "\(amount) USD per image")
    #expect("\(price.cost(of: 3))" == "\(ofThree) USD")
  }

  @Test(
    "Units are counted, whatever fal calls them",
    arguments: [
      ("image", BillingUnit.Measure.image, 1), ("images", .image, 1), ("Megapixels", .megapixel, 1),
      ("seconds", .second, 1),
      ("1000 characters", .character, 1000), ("1,000 tokens", .token, 1000), ("compute seconds", .computeSecond, 1),
      ("compute_second", .computeSecond, 1), ("videos", .video, 1), ("requests", .request, 1), ("minutes", .minute, 1),
      ("furlongs per fortnight", BillingUnit.Measure("furlongs per fortnight"), 1), ("7", BillingUnit.Measure("7"), 1),
      ("0 images", BillingUnit.Measure("0 image"), 1), ("s", BillingUnit.Measure("s"), 1),
    ]
  )
  func units(text: String, measure: BillingUnit.Measure, size: Int) {
    let unit = BillingUnit(text)
    #expect(unit.rawValue == text && unit.measure == measure && unit.size == size)
  }

  @Test("A price per 1000 is a price for 1000")
  func thousands() async throws {
    let price = try #require(try await Self.price("0.05", "1000 characters"))
    #expect("\(price)" == "0.05 USD per 1000 characters")
    #expect("\(price.cost(of: 60))" == "0.003 USD")
  }

  @Test("A price that cannot be understood is left out, and said", arguments: ["-1", "\"1\"", "null", "1e400"])
  func unreadable(amount: String) async throws {
    let platform = try ScriptedPlatform(
      #"{"prices":[{"endpoint_id":"a/b","unit_price":\#(amount),"unit":"images","currency":"USD"}]}"#
    )
    #expect(try await platform.client.prices(of: ["a/b"]).isEmpty)
    #expect(platform.lines.withLock { $0.contains { $0.hasPrefix("prices: fal states one") } })
  }

  @Test("Any number of models, in batches of 50; one that fal does not know costs the others nothing")
  func batches() async throws {
    let fal = try LocalFal()
    let ids = try await fal.client.models(ModelQuery(category: "image-to-video")).all().map(\.id).prefix(120)
    let prices = try await fal.client.prices(of: Array(ids))
    #expect(Set(prices.keys) == Set(ids) && prices.values.allSatisfy { $0.unit.measure == .second })
    #expect(fal.emulator.statistics.received[.pricing] == 3)
    let some = try await fal.client.prices(of: ids.prefix(20) + ["nobody/nothing"] + ids.suffix(20))
    #expect(Set(some.keys) == Set(ids.prefix(20) + ids.suffix(20)))
    #expect(some.allSatisfy { prices[$0.key] == $0.value })
    #expect(try await fal.client.prices(of: []).isEmpty)
    #expect(try await fal.client.prices(of: ["nobody/nothing"]).isEmpty)
  }

  @Test("Estimates are exact sums")
  func estimates() async throws {
    let fal = try LocalFal()
    let ids: [EndpointID] = ["fal-ai/flux/dev", "fal-ai/nano-banana-pro/edit"]
    let prices = try await fal.client.prices(of: ids)
    let units: [EndpointID: Decimal] = try [ids[0]: #require(Decimal(string: "0.786432")), ids[1]: 3]
    let sum = units.reduce(Decimal(0)) { $0 + (prices[$1.key]?.unitPrice.amount ?? 0) * $1.value }
    #expect(try await fal.client.estimatedCost(ofUnits: units) == Money(sum, "USD"))
    let single = try await fal.client.estimatedCost(ofCalls: [ids[1]: 1]).amount
    #expect(single > 0)
    #expect(try await fal.client.estimatedCost(ofCalls: [ids[1]: 100]).amount == single * 100)
  }

  @Test("What no estimate can be made of is said before it is sent")
  func invalidEstimates() async throws {
    let platform = try ScriptedPlatform("{}")
    for work in [
      { @Sendable in try await platform.client.estimatedCost(ofCalls: [:]) },
      { @Sendable in try await platform.client.estimatedCost(ofCalls: ["a/b": 0]) },
      { @Sendable in try await platform.client.estimatedCost(ofUnits: ["a/b": 0]) },
      { @Sendable in try await platform.client.estimatedCost(ofUnits: ["a/b": .nan]) },
    ] {
      #expect(await falError { _ = try await work() }?.kind == .invalidInput)
    }
    #expect(platform.count == 0)
    let empty = await falError { _ = try await platform.client.estimatedCost(ofCalls: ["a/b": 1]) }
    #expect(empty?.kind == .invalidResponse && empty?.message == "the estimate: the answer holds no sum: {}")
    let fal = try LocalFal()
    let unknown = await falError { _ = try await fal.client.estimatedCost(ofCalls: ["nobody/nothing": 1]) }
    #expect(unknown?.kind == .notFound && unknown?.message.contains("nobody/nothing") == true)
  }

  @Test("The body of an estimate")
  func estimateBody() async throws {
    let bodies = Lock<[String]>([])
    let platform = try ScriptedPlatform { _, request in
      let body = String(decoding: try request.readBody(limit: 1000), as: UTF8.self)
      bodies.withLock { $0.append("\(request.headers["Content-Type"] ?? "-") \(body)") }
      return (200, [:], #"{"estimate_type":"unit_price","total_cost":1.88,"currency":"USD"}"#)
    }
    let half = try #require(Decimal(string: "0.1"))
    #expect("\(try await platform.client.estimatedCost(ofUnits: ["b/c": half, "a/b": 50]))" == "1.88 USD")
    _ = try await platform.client.estimatedCost(ofCalls: ["a/b": 2])
    #expect(
      bodies.withLock { $0 } == [
        #"application/json {"estimate_type":"unit_price","endpoints":{"a/b":{"unit_quantity":50},"b/c":{"unit_quantity":0.1}}}"#,
        #"application/json {"estimate_type":"historical_api_price","endpoints":{"a/b":{"call_quantity":2}}}"#,
      ]
    )
  }
}
