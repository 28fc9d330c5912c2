import FalRegistry

/// The formats of the files that a local fal makes.
enum MediaFormat: String, Sendable, CaseIterable {
  case png
  case jpeg
  case wav
  case mov
  case glb
  case json
  case safetensors

  /// Reads the value of an input: `jpeg`, `PRORES4444 (.mov)`, `mov_h264`; `nil` when it names no format, or another.
  init?(named text: String) {
    let formats = Self.words(in: text).compactMap { MediaFormat(rawValue: $0 == "jpg" ? "jpeg" : $0) }
    guard let format = formats.first else { return nil }
    self = format
  }

  /// Whether a text names a format that cannot be made.
  static func isOther(_ text: String) -> Bool {
    words(in: text).contains(where: others.contains)
  }

  private static let others: Set<String> = [
    "webp", "gif", "avif", "tiff", "bmp", "svg", "exr", "mp4", "webm", "mkv", "avi", "mp3", "flac", "ogg", "opus",
    "aac",
    "m4a", "pcm", "ulaw", "alaw", "obj", "fbx", "usdz", "stl", "ply", "blend", "splat", "gltf",
  ]

  private static func words(in text: String) -> [String] {
    text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
  }

  /// What such a file holds.
  var kind: MediaKind {
    switch self {
    case .png, .jpeg: .image
    case .wav: .audio
    case .mov: .video
    case .glb: .model3D
    case .json, .safetensors: .file
    }
  }

  /// The media type.
  var contentType: String {
    switch self {
    case .png: "image/png"
    case .jpeg: "image/jpeg"
    case .wav: "audio/wav"
    case .mov: "video/quicktime"
    case .glb: "model/gltf-binary"
    case .json: "application/json"
    case .safetensors: "application/octet-stream"
    }
  }
}
