import FalCore
import FalHTTPServer
import FalRegistry
import FalSystem

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// api.fal.ai: the catalogue, prices, and whose key it is.
final class PlatformService: Sendable {
  private let catalog: PlatformCatalog
  private let account: EmulatedAccount

  private static let largestRequest = 1 << 20

  /// - Parameters:
  ///   - catalog: The models.
  ///   - account: Whose key it is.
  ///   - address: The beginning of all addresses, once it is known.
  init(catalog: Registry, account: EmulatedAccount, address: Lock<String>) {
    self.catalog = PlatformCatalog(catalog, address: address)
    self.account = account
  }

  func answer(_ route: PlatformRoute, _ request: IncomingRequest) throws -> Reply {
    do {
      switch route {
      case .models:
        return Self.tagged(try catalog.page(CatalogRequest(request.query)), for: request)
      case .document:
        let id = request.query.first { $0.name == "endpoint_id" }?.value ?? ""
        return Self.tagged(try catalog.document(of: id), for: request)
      case .pricing: return .json(200, try prices(request.query))
      case .estimate: return .json(200, try estimate(request.readBody(limit: Self.largestRequest)))
      case .billing:
        guard account.isAdministrator else { throw PlatformFailure(403, "Access denied") }
        return .json(200, ["username": .string(account.name)])
      case .meta: return .json(200, ["webhook_ip_ranges": ["127.0.0.0/8", "::1/128"]])
      }
    } catch let failure as PlatformFailure {
      return failure.reply
    }
  }

  /// An answer with a tag, or the word that the one with the tag that is known is still right.
  private static func tagged(_ body: JSON, for request: IncomingRequest) -> Reply {
    let bytes = body.utf8()
    let tag = "\"\(StableHash.hex(bytes))\""
    if request.headers[HTTPField.ifNoneMatch] == tag {
      return .whole(status: 304, fields: [HTTPField.eTag: tag], body: [])
    }
    return .whole(status: 200, fields: [HTTPField.contentType: "application/json", HTTPField.eTag: tag], body: bytes)
  }

  private func price(of id: String) throws(PlatformFailure) -> MadeUpPrice {
    guard let record = try catalog.record(of: id) else { throw PlatformFailure(404, "There is no model \(id)") }
    return MadeUpPrice(record)
  }

  private func prices(_ query: [(name: String, value: String)]) throws(PlatformFailure) -> JSON {
    let ids = query.filter { $0.name == "endpoint_id" }.flatMap {
      $0.value.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    try CatalogRequest.check(ids)
    var prices: [JSON] = []
    for id in ids {
      let price = try price(of: id)
      prices.append([
        "endpoint_id": .string(id), "unit_price": Self.json(price.amount), "unit": .string(price.unit),
        "currency": .string(MadeUpPrice.currency),
      ])
    }
    return ["prices": .array(prices), "next_cursor": .null, "has_more": false]
  }

  private func estimate(_ body: [UInt8]) throws(PlatformFailure) -> JSON {
    let json = (try? JSON(parsing: body)) ?? .null
    let isByCall = json["estimate_type"] == "historical_api_price"
    guard isByCall || json["estimate_type"] == "unit_price", let endpoints = json["endpoints"].object else {
      throw PlatformFailure(400, "estimate_type must be historical_api_price or unit_price, endpoints an object")
    }
    var total: Decimal = 0
    for (id, quantities) in endpoints {
      let price = try price(of: id)
      if isByCall {
        guard let count = quantities["call_quantity"].int, count >= 1 else {
          throw PlatformFailure(400, "call_quantity must be a whole number of at least 1")
        }
        total += price.amount * price.unitsPerCall * Decimal(count)
      } else {
        guard let count = quantities["unit_quantity"].number?.decimal, count * 1_000_000 >= 1 else {
          throw PlatformFailure(400, "unit_quantity must be at least 0.000001")
        }
        total += price.amount * count
      }
    }
    return [
      "estimate_type": json["estimate_type"], "total_cost": Self.json(total), "currency": .string(MadeUpPrice.currency),
    ]
  }

  private static func json(_ amount: Decimal) -> JSON { JSONNumber(amount).map(JSON.number) ?? .null }
}
