import FalCore

/// How large a picture is, whatever its shape.
enum Resolution: Sendable, Hashable {
  /// As many pixels as a square with such sides: `2K`, `1MP`.
  case area(Double)
  /// The length of the shorter side: `720p`.
  case shortSide(Double)
  /// Both sides: `960x512`.
  case sides(PictureSize)

  /// Reads the value of an input; `nil` for words such as `high`.
  init?(_ json: JSON) {
    if let number = json.double, number >= 16, number <= 10_000 {
      self = .area(number)
      return
    }
    guard let text = json.string?.lowercased() else { return nil }
    if let size = PictureSize(json) {
      self = .sides(size)
    } else if let side = Self.number(text, before: "p") {
      self = .shortSide(side)
    } else if let thousands = Self.number(text, before: "k") {
      self = .area(thousands * 1024)
    } else if let millions = Self.number(text, before: "mp") {
      self = .area((millions * 1024 * 1024).squareRoot())
    } else if let side = Double(text), (16...10_000).contains(side) {
      self = .area(side)
    } else {
      return nil
    }
  }

  /// The number in `720p` or `true_1080p`.
  private static func number(_ text: String, before unit: String) -> Double? {
    guard text.hasSuffix(unit), let last = text.dropLast(unit.count).split(separator: "_").last else { return nil }
    return Double(last).flatMap { (0.1...10_000).contains($0) ? $0 : nil }
  }
}
