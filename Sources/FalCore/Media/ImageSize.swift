/// The size of a picture or clip: one of the service's presets, or width and height.
///
/// Not every model knows every preset; the documentation of an input lists those of its model.
///
/// ```swift
/// let sizes: [ImageSize] = [.landscape16x9, .init(width: 1280, height: 720), .preset("landscape_21_9")]
/// ```
public enum ImageSize: Sendable, Hashable {
  /// A preset, by the service's name.
  case preset(String)
  /// Width and height in pixels.
  case pixels(width: Int, height: Int)

  /// Creates a size in pixels.
  public init(width: Int, height: Int) {
    self = .pixels(width: width, height: height)
  }
}

extension ImageSize {
  /// The model chooses; models that edit take the size of what they are given.
  public static let auto = ImageSize.preset("auto")
  /// The model chooses, with about as many pixels as 1024 × 1024.
  public static let auto1K = ImageSize.preset("auto_1K")
  /// The model chooses, with about as many pixels as 2048 × 2048.
  public static let auto2K = ImageSize.preset("auto_2K")
  /// The model chooses, with about as many pixels as 3072 × 3072.
  public static let auto3K = ImageSize.preset("auto_3K")
  /// The model chooses, with about as many pixels as 4096 × 4096.
  public static let auto4K = ImageSize.preset("auto_4K")
  /// A square.
  public static let square = ImageSize.preset("square")
  /// A larger square.
  public static let squareHD = ImageSize.preset("square_hd")
  /// The largest square.
  public static let squareUHD = ImageSize.preset("square_uhd")
  /// Three wide, two high.
  public static let landscape3x2 = ImageSize.preset("landscape_3_2")
  /// Four wide, three high.
  public static let landscape4x3 = ImageSize.preset("landscape_4_3")
  /// Sixteen wide, nine high.
  public static let landscape16x9 = ImageSize.preset("landscape_16_9")
  /// Wider than high, larger than usual.
  public static let landscapeHD = ImageSize.preset("landscape_hd")
  /// Two wide, three high.
  public static let portrait3x2 = ImageSize.preset("portrait_3_2")
  /// Three wide, four high.
  public static let portrait4x3 = ImageSize.preset("portrait_4_3")
  /// Nine wide, sixteen high.
  public static let portrait16x9 = ImageSize.preset("portrait_16_9")
  /// Higher than wide, larger than usual.
  public static let portraitHD = ImageSize.preset("portrait_hd")
}

extension ImageSize: FalInput {
  /// Writes the preset's name, or width and height.
  public func write(to writer: inout InputWriter) {
    switch self {
    case .preset(let name): writer.set(.string(name))
    case .pixels(let width, let height): writer.set(["width": .number(.init(width)), "height": .number(.init(height))])
    }
  }
}

extension ImageSize: FalCodable {
  /// Reads what the service writes: a preset's name, or width and height.
  public init(from reader: inout OutputReader) {
    if let name = reader.json.string {
      self = .preset(name)
    } else if let width = reader.json["width"].int, let height = reader.json["height"].int {
      self = .pixels(width: width, height: height)
    } else {
      reader.fail(expected: "a preset, or an object with width and height")
      self = .preset("")
    }
  }
}
