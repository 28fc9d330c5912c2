/// What a file holds, as far as a model cares.
public enum MediaKind: String, Sendable, Hashable, CaseIterable {
  /// A picture or a mask.
  case image
  /// A clip.
  case video
  /// Speech, music or any other sound.
  case audio
  /// A mesh, a scene or a point cloud.
  case model3D = "3d"
  /// Anything else: archives, weights, documents.
  case file
}

extension MediaKind {
  /// What a field's name says about the file it stands for; `nil` when it says nothing.
  ///
  /// The last telling word decides: `mask_video_url` is a video, `images_data_url` an archive.
  package static func named(_ name: String) -> MediaKind? {
    var words = name.split { $0 == "_" || $0 == "-" || $0 == "." }.map { $0.lowercased() }
    if let last = words.last, last == "url" || last == "urls" { words.removeLast() }
    for word in words.reversed() {
      if let kind = kindByWord[word] ?? kindByWord[String(word.dropLast())].flatMap({ word.hasSuffix("s") ? $0 : nil })
      {
        return kind
      }
    }
    return nil
  }

  /// What kind of media a category produces: `video` for `image-to-video`.
  package static func produced(by category: String) -> MediaKind? {
    switch category {
    case "text-to-speech", "speech-to-speech": .audio
    case "training": .file
    default: outputWord(of: category).flatMap { kindByWord[$0] }
    }
  }

  private static func outputWord(of category: String) -> String? {
    let words = category.split(separator: "-").map(String.init)
    return words.count >= 3 && words[words.count - 2] == "to" ? words.last : nil
  }

  private static let kindByWord: [String: MediaKind] = {
    let words: [MediaKind: [String]] = [
      .image: [
        "image", "img", "mask", "photo", "picture", "frame", "keyframe", "thumbnail", "spritesheet", "texture", "depth",
        "png", "jpeg", "svg", "normal", "selfie", "portrait", "logo", "albedo", "roughness", "metalness", "basecolor",
      ],
      .video: ["video", "clip", "mp4", "gif", "webm", "mov"],
      .audio: ["audio", "voice", "music", "song", "speech", "sound", "vocal", "vocals", "wav", "mp3", "instrumental"],
      .model3D: [
        "mesh", "glb", "gltf", "obj", "fbx", "usdz", "stl", "ply", "blend", "3d", "gaussian", "splat", "armature",
      ],
      .file: [
        "data", "dataset", "archive", "zip", "tar", "lora", "config", "weights", "embedding", "embeddings", "model",
        "pdf", "srt", "json", "npz", "checkpoint", "font", "mtl", "document", "exr", "subtitle", "midi",
      ],
    ]
    var kinds: [String: MediaKind] = [:]
    for (kind, names) in words { for name in names { kinds[name] = kind } }
    return kinds
  }()
}
