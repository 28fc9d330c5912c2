import FalSchema

/// The types of FalCore that stand for files a model returns.
enum FileType: String, Sendable, Hashable, CaseIterable {
  case any = "MediaFile"
  case image = "ImageFile"
  case video = "VideoFile"
  case audio = "AudioFile"

  /// The members it reads; an object with others is not simply a file.
  private var members: Set<String> {
    let common: Set<String> = ["url", "content_type", "file_name", "file_size"]
    return switch self {
    case .any: common.union(["file_data"])
    case .image: common.union(["width", "height"])
    case .video: common.union(["width", "height", "duration", "fps", "num_frames"])
    case .audio: common.union(["duration", "sample_rate", "channels", "bitrate"])
    }
  }

  /// The type for an object with these members, of which the schema suggests a kind; `nil` when none fits.
  static func fitting(_ fields: [SchemaField], _ kind: MediaKind?) -> FileType? {
    let names = Set(fields.map(\.name))
    guard let url = fields.first(where: { $0.name == "url" }), url.node.shape == .text else { return nil }
    let suggested: FileType? =
      switch kind {
      case .image?: .image
      case .video?: .video
      case .audio?: .audio
      default: .any
      }
    return ([suggested].compactMap(\.self) + allCases).first { names.isSubset(of: $0.members) }
  }
}
