import FalCore
import FalTestMedia

/// The size of a picture or clip in pixels.
struct PictureSize: Sendable, Hashable {
  var width: Int
  var height: Int

  init(width: Int, height: Int) {
    self.width = width.clamped(to: MakerLimits.side)
    self.height = height.clamped(to: MakerLimits.side)
  }

  /// Reads a preset, a text such as `960x512`, or an object with width and height; `nil` for `auto` and the like.
  init?(_ json: JSON) {
    if let width = json["width"].lenientInt, let height = json["height"].lenientInt {
      self.init(width: width, height: height)
      return
    }
    guard let text = json.string else { return nil }
    if let preset = Self.presets[text] {
      self = preset
    } else {
      let sides = text.split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
      guard sides.count == 2, let width = sides[0], let height = sides[1] else { return nil }
      self.init(width: width, height: height)
    }
  }

  /// The size of an area and a shape; the sides keep the ratio exactly where it is one of small whole numbers.
  init(_ resolution: Resolution, _ ratio: AspectRatio) {
    switch resolution {
    case .sides(let size): self = size
    case .area(let side):
      let unit = side / (ratio.width * ratio.height).squareRoot()
      self.init(ratio, unit: unit > 16 ? unit.rounded() : unit)
    case .shortSide(let side): self.init(ratio, unit: side / min(ratio.width, ratio.height))
    }
  }

  private init(_ ratio: AspectRatio, unit: Double) {
    func side(_ part: Double) -> Int { Int((part * unit).clamped(to: 1...10_000).rounded()) }
    self.init(width: side(ratio.width), height: side(ratio.height))
  }

  /// The size with its longer side at most so long, in the same shape.
  func shrunk(to longest: Int) -> PictureSize {
    guard max(width, height) > longest else { return self }
    let scale = Double(longest) / Double(max(width, height))
    func side(_ length: Int) -> Int { max(1, Int((Double(length) * scale / 2).rounded()) * 2) }
    return PictureSize(width: side(width), height: side(height))
  }

  private static let presets: [String: PictureSize] = [
    "square": PictureSize(width: 512, height: 512), "square_hd": PictureSize(width: 1024, height: 1024),
    "square_uhd": PictureSize(width: 2048, height: 2048), "portrait_4_3": PictureSize(width: 768, height: 1024),
    "portrait_16_9": PictureSize(width: 576, height: 1024), "portrait_3_2": PictureSize(width: 768, height: 1152),
    "portrait_hd": PictureSize(width: 720, height: 1280), "landscape_4_3": PictureSize(width: 1024, height: 768),
    "landscape_16_9": PictureSize(width: 1024, height: 576), "landscape_3_2": PictureSize(width: 1152, height: 768),
    "landscape_hd": PictureSize(width: 1280, height: 720), "auto_1K": PictureSize(width: 1024, height: 1024),
    "auto_2K": PictureSize(width: 2048, height: 2048), "auto_3K": PictureSize(width: 3072, height: 3072),
    "auto_4K": PictureSize(width: 4096, height: 4096),
  ]
}
