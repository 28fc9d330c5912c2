import FalCore
import FalRegistry

/// What an input asks for: how many files, how large, how long, in which format.
struct RequestedMedia: Sendable {
  let input: JSON
  private let schema: ModelSchema
  private let kinds: Set<MediaKind>

  private static let mostFiles = 16

  init(input: JSON, schema: ModelSchema) {
    self.input = input
    self.schema = schema
    kinds = Set(schema.outputs.compactMap(\.node.mediaKind))
  }

  /// The value of the first of these inputs that is given, or else has a default.
  private func value(_ names: String...) -> JSON? {
    for name in names where !input[name].isNull { return input[name] }
    return names.lazy.compactMap { name in schema.inputs.first { $0.name == name }?.node.defaultValue }
      .first { !$0.isNull }
  }

  var prompt: String {
    value("prompt", "text", "text_prompt", "gen_text", "script", "input", "lyrics")?.string ?? ""
  }

  /// The number that decides about everything that is left to chance.
  var seed: UInt64 {
    if let seed = input["seed"].int { return UInt64(bitPattern: Int64(seed)) }
    // Small enough for every schema that says how large a seed may be.
    return StableHash.of(input.utf8()) % 1_000_000
  }

  /// How many pictures or clips.
  var count: Int {
    let asked = value(
      "num_images",
      "num_outputs",
      "number_of_images",
      "num_samples",
      "num_videos",
      "num_variations",
      "max_images",
      "n"
    )?.int
    return min(max(asked ?? 1, 1), Self.mostFiles)
  }

  /// Whether files are to be in the output itself, as data URIs.
  var isInline: Bool { value("sync_mode")?.bool ?? false }

  var hasSound: Bool { value("generate_audio", "with_audio", "enable_audio")?.bool ?? false }

  /// In seconds, which some models take as a number and others as `"5"` or `"5s"`.
  var duration: Double {
    let asked = value("duration", "duration_seconds", "seconds_total", "audio_length", "video_length", "seconds")
    if let number = asked?.double { return number }
    let text = asked?.string ?? ""
    return Double(text.prefix { $0.isNumber || $0 == "." }) ?? 2
  }

  // MARK: - Size

  /// Width and height in pixels.
  func size(of kind: MediaKind) -> (width: Int, height: Int) {
    if let size = explicitSize { return size }
    let side = shortSide ?? (kind == .video ? 360 : 1024)
    let (horizontal, vertical) = ratio ?? (kind == .video ? (16, 9) : (1, 1))
    // For pictures "1K" means about so many pixels as a square of that side has; for clips it is the short side.
    if kind == .image, let shortSide {
      let scale = (Double(shortSide) * Double(shortSide) / (horizontal * vertical)).squareRoot()
      return (Self.even(horizontal * scale), Self.even(vertical * scale))
    }
    let scale = Double(side) / min(horizontal, vertical)
    return (Self.even(horizontal * scale), Self.even(vertical * scale))
  }

  private var explicitSize: (width: Int, height: Int)? {
    let size = value("image_size", "video_size", "size")
    if let width = size?["width"].int, let height = size?["height"].int { return (width, height) }
    if let preset = size?.string, let known = Self.presets[preset] ?? Self.sides(preset, separator: "x") {
      return (Int(known.0), Int(known.1))
    }
    if let width = value("width", "target_width")?.int, let height = value("height", "target_height")?.int {
      return (width, height)
    }
    return nil
  }

  private var ratio: (Double, Double)? {
    value("aspect_ratio", "ratio")?.string.flatMap { Self.sides($0, separator: ":") }
  }

  private var shortSide: Int? {
    guard let text = value("resolution", "image_resolution", "video_resolution")?.string?.lowercased(),
      let number = Double(text.prefix { $0.isNumber || $0 == "." })
    else { return nil }
    if text.hasSuffix("p") { return Int(number) }
    return text.hasSuffix("k") ? Int(number * 1024) : nil
  }

  private static let presets: [String: (Double, Double)] = [
    "square_hd": (1024, 1024), "square": (512, 512), "portrait_4_3": (768, 1024), "portrait_16_9": (576, 1024),
    "landscape_4_3": (1024, 768), "landscape_16_9": (1024, 576),
  ]

  /// Two numbers with something in between: `16:9`, `1024x768`.
  private static func sides(_ text: String, separator: Character) -> (Double, Double)? {
    let sides = text.split(separator: separator).compactMap { Double($0) }
    guard sides.count == 2, sides.allSatisfy({ $0 > 0 && $0 < 100_000 }) else { return nil }
    return (sides[0], sides[1])
  }

  private static func even(_ side: Double) -> Int {
    Int(side.clamped(to: 2...8192) / 2) * 2
  }

  // MARK: - Format

  private static let formatNames = ["output_format", "image_format", "audio_format", "video_format", "format"]

  /// What can be made; all other formats have to be refused.
  private static let formats: [MediaKind: Set<String>] = [
    .image: ["png", "jpeg", "jpg"], .video: ["mov"], .audio: ["wav"], .model3D: ["glb"],
  ]
  private static let otherFormats: [MediaKind: Set<String>] = [
    .image: ["webp", "gif", "avif", "bmp", "tiff", "heic", "svg"], .video: ["mp4", "webm", "mkv", "gif", "avi"],
    .audio: ["mp3", "flac", "ogg", "opus", "aac", "m4a", "pcm", "mulaw", "ulaw", "alaw"],
    .model3D: ["obj", "fbx", "usdz", "stl", "ply", "gltf"],
  ]

  /// The format of pictures.
  var isJPEG: Bool {
    Self.formatNames.contains { name in
      value(name)?.string.map { ["jpeg", "jpg"].contains($0.lowercased()) } ?? false
    }
  }

  /// What is said of a format that was asked for and cannot be made; `nil` when it can.
  ///
  /// A format that is only the model's default is replaced by one that can be made.
  var unsupportedFormat: JSON? {
    for name in Self.formatNames {
      guard let asked = input[name].string else { continue }
      // As in "mp3_44100_128".
      let format = String(asked.lowercased().prefix { $0 != "_" })
      for kind in MediaKind.allCases where kinds.contains(kind) && Self.otherFormats[kind]?.contains(format) == true {
        let possible = Self.formats[kind, default: []].sorted().joined(separator: ", ")
        let message = "A local fal cannot make \(asked), only \(possible): ask for one of these, or leave the field out"
        return PydanticIssue.entry(
          at: [.name(name)],
          value: .string(asked),
          PydanticIssue.Details(type: "feature_not_supported", message: message)
        )
      }
    }
    return nil
  }
}
