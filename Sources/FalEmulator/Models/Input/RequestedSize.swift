import FalCore

/// The size that an input asks for.
struct RequestedSize: Sendable {
  private static let sizeNames = ["image_size", "video_size", "size"]
  private static let ratioNames = ["aspect_ratio", "resolution_mode"]
  private static let resolutionNames = ["resolution", "target_resolution", "output_resolution"]

  /// The size; `nil` when the input and the defaults say nothing.
  let size: PictureSize?
  /// Whether the number of pixels was given and is no default.
  let isGiven: Bool

  /// Reads the size.
  ///
  /// - Parameters:
  ///   - values: The input.
  ///   - usual: The shape when only a resolution is known.
  init(_ values: InputValues, usual: AspectRatio) {
    let ratio = values.first(Self.ratioNames) { $0.string.flatMap { AspectRatio($0) } }
    let resolution = values.first(Self.resolutionNames) { Resolution($0) }
    let isShapeGiven = (Self.ratioNames + Self.resolutionNames).contains { values.given($0) != nil }
    let given = Self.sides(values.given)
    var shaped: PictureSize?
    if ratio != nil || resolution != nil { shaped = PictureSize(resolution ?? .area(1024), ratio ?? usual) }
    size = given ?? (isShapeGiven ? shaped : nil) ?? Self.sides(values.value) ?? shaped
    isGiven = given != nil || Self.resolutionNames.contains { values.given($0).flatMap { Resolution($0) } != nil }
  }

  private static func sides(_ value: (String) -> JSON?) -> PictureSize? {
    for name in sizeNames {
      if let size = value(name).flatMap({ PictureSize($0) }) { return size }
    }
    guard let width = value("width")?.lenientInt, let height = value("height")?.lenientInt else { return nil }
    return PictureSize(width: width, height: height)
  }
}
