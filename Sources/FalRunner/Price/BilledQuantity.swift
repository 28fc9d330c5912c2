import FalCore
import FalPlatform
import FalRegistry

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  package import Foundation
#endif

/// How much a request will be charged for, where that follows from its input.
package struct BilledQuantity {
  private let input: JSON
  private let fields: [SchemaField]

  /// - Parameters:
  ///   - input: The input.
  ///   - fields: What the model takes, with the values that hold when nothing is given.
  init(_ input: JSON, fields: [SchemaField]) {
    self.input = input
    self.fields = fields
  }

  /// How many images, seconds or characters; `nil` when only the work itself will tell.
  func count(_ measure: BillingUnit.Measure) -> Decimal? {
    switch measure {
    case .request, .video: 1
    case .image: Decimal(images)
    case .megapixel: megapixels.map { $0 * Decimal(images) }
    case .second: seconds
    case .minute: seconds.map { $0 / 60 }
    case .character: characters.map { Decimal($0) }
    default: nil
    }
  }

  private var images: Int { max(1, value("num_images").int ?? 1) }

  /// Of one image, and rounded up, as fal charges it.
  private var megapixels: Decimal? {
    let size = value("image_size")
    let sides = size.string.flatMap { Self.sides[$0] } ?? (size.isNull ? sides(of: input) : sides(of: size))
    return sides.map { Decimal(max(1, ($0.width * $0.height + 999_999) / 1_000_000)) }
  }

  private func sides(of json: JSON) -> (width: Int, height: Int)? {
    guard let width = json["width"].int, let height = json["height"].int, (1...100_000).contains(width),
      (1...100_000).contains(height)
    else { return nil }
    return (width, height)
  }

  /// What the names of sizes mean that most image models share.
  private static let sides: [String: (width: Int, height: Int)] = [
    "square_hd": (1024, 1024), "square": (512, 512), "portrait_4_3": (768, 1024), "portrait_16_9": (576, 1024),
    "landscape_4_3": (1024, 768), "landscape_16_9": (1024, 576),
  ]

  /// Written as `5`, `"5"` or `"8s"`.
  private var seconds: Decimal? {
    let duration = value("duration")
    let text = duration.string.map { $0.hasSuffix("s") ? String($0.dropLast()) : $0 } ?? duration.number?.description
    return text.flatMap { Decimal(string: $0) }.flatMap { $0 > 0 ? $0 : nil }
  }

  private var characters: Int? {
    ["text", "prompt"].lazy.compactMap { value($0).string?.count }.first
  }

  /// What is given, or what holds when nothing is.
  private func value(_ name: String) -> JSON {
    let given = input[name]
    return given.isNull ? fields.first { $0.name == name }?.node.defaultValue ?? .null : given
  }
}
