/// What programs look for in any output: a protocol of FalCore with a list of files, or a text.
enum Ability: String, Sendable, CaseIterable {
  case images = "HasImages"
  case videos = "HasVideos"
  case audio = "HasAudio"
  case models3D = "Has3DModels"
  case text = "HasText"

  /// The property that the protocol asks for.
  var property: String {
    switch self {
    case .images: "imageFiles"
    case .videos: "videoFiles"
    case .audio: "audioFiles"
    case .models3D: "model3DFiles"
    case .text: "plainText"
    }
  }

  /// What it is about.
  var words: String {
    switch self {
    case .images: "pictures"
    case .videos: "clips"
    case .audio: "sound files"
    case .models3D: "files of bodies"
    case .text: "texts"
    }
  }
}
