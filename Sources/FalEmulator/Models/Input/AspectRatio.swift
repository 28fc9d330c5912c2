/// The shape of a picture, as width to height.
struct AspectRatio: Sendable, Hashable {
  let width: Double
  let height: Double

  static let square = AspectRatio(width: 1, height: 1)
  static let widescreen = AspectRatio(width: 16, height: 9)

  init(width: Double, height: Double) {
    self.width = width
    self.height = height
  }

  /// Reads `16:9`, `2.35:1` or a word; `nil` for `auto` and the like.
  init?(_ text: String) {
    switch text {
    case "square": self = .square
    case "landscape": self = .widescreen
    case "portrait": self.init(width: 9, height: 16)
    default:
      let parts = text.split(separator: ":", omittingEmptySubsequences: false).map { Double($0) }
      guard parts.count == 2, let width = parts[0], let height = parts[1] else { return nil }
      guard (0.01...1_000).contains(width), (0.01...1_000).contains(height) else { return nil }
      self.init(width: width, height: height)
    }
  }
}
