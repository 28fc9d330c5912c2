import FalCore
import FalRegistry

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What a local fal says that a model costs: made up, but always the same, with a unit that fits what the model makes.
struct MadeUpPrice {
  static let currency = "USD"

  let unit: String
  /// Of one unit.
  let amount: Decimal
  /// How many units a call takes, as if it were known from the past.
  let unitsPerCall: Decimal

  init(_ record: EndpointRecord) {
    let basis = Self.basis(of: record.category)
    unit = basis.unit
    unitsPerCall = Decimal(basis.thousandthsPerCall) / 1_000
    let factor = StableHash.of(record.id.utf8) % 9 + 1
    amount = Decimal(basis.micros * Int(factor)) / 1_000_000
  }

  /// The unit of a category, the lowest price in millionths, and how many thousandths of a unit a call takes.
  private static func basis(of category: String) -> (unit: String, micros: Int, thousandthsPerCall: Int) {
    switch category {
    case "text-to-image": ("megapixels", 5_000, 1_000)
    case "training": ("compute seconds", 250, 300_000)
    case "text-to-speech": ("1000 characters", 25_000, 200)
    case _ where category.hasSuffix("-to-image"): ("images", 8_000, 1_000)
    case _ where category.hasSuffix("-to-video"): ("seconds", 30_000, 5_000)
    case _ where category.hasSuffix("-to-3d"): ("units", 75_000, 1_000)
    case _ where category.hasSuffix("-to-audio") || category.contains("speech"): ("seconds", 500, 10_000)
    case _ where category.hasSuffix("-to-text") || category == "llm": ("1000 tokens", 300, 2_000)
    default: ("compute seconds", 150, 4_000)
    }
  }
}
