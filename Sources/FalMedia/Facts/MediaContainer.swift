/// The format of a media file.
///
/// There may be more in later versions, so that a `switch` needs a `default`.
public struct MediaContainer: RawRepresentable, Sendable, Hashable {
  /// The format as a short word, mostly the usual end of file names: `mp4`, `mov`, `jpeg`.
  public let rawValue: String

  /// Creates a container.
  public init(rawValue: String) { self.rawValue = rawValue }
}

extension MediaContainer {
  /// The usual media type, as in `video/mp4`; `application/octet-stream` when the container is not known.
  public var mediaType: String { details?.mediaType ?? "application/octet-stream" }

  /// The usual ends of file names, without the dot, the most common first.
  public var fileExtensions: [String] { details?.fileExtensions ?? [] }

  /// All ends of file names whose formats are recognised by content.
  package static let recognizedExtensions = Set(known.flatMap(\.details.fileExtensions))

  /// What files of this format mostly are for.
  public var kind: MediaFacts.Kind { details?.kind ?? .other }

  /// Whether files of this format, or of none that is recognised, may be of a more special kind, which the name tells.
  package var isEnvelope: Bool { [.unknown, .text, .xml, .zip, .gzip].contains(self) }

  private var details: Details? { Self.detailsByContainer[self] }

  private static let detailsByContainer = Dictionary(uniqueKeysWithValues: known)
}

extension MediaContainer: CustomStringConvertible {
  /// The name for people, as in `QuickTime`.
  public var description: String { details?.name ?? rawValue }
}

extension MediaContainer {
  /// PNG, also animated.
  public static let png = MediaContainer(rawValue: "png")
  /// JPEG.
  public static let jpeg = MediaContainer(rawValue: "jpeg")
  /// GIF, also animated.
  public static let gif = MediaContainer(rawValue: "gif")
  /// WebP, also animated.
  public static let webp = MediaContainer(rawValue: "webp")
  /// AVIF, also animated.
  public static let avif = MediaContainer(rawValue: "avif")
  /// HEIC: an HEIF file with HEVC pictures.
  public static let heic = MediaContainer(rawValue: "heic")
  /// HEIF with pictures of another kind.
  public static let heif = MediaContainer(rawValue: "heif")
  /// Windows bitmap.
  public static let bmp = MediaContainer(rawValue: "bmp")
  /// TIFF.
  public static let tiff = MediaContainer(rawValue: "tiff")
  /// JPEG XL; only recognised.
  public static let jpegXL = MediaContainer(rawValue: "jxl")
  /// JPEG 2000; only recognised.
  public static let jpeg2000 = MediaContainer(rawValue: "jp2")
  /// Photoshop; only recognised.
  public static let photoshop = MediaContainer(rawValue: "psd")
  /// OpenEXR; only recognised.
  public static let openEXR = MediaContainer(rawValue: "exr")
  /// Windows icon; only recognised.
  public static let icon = MediaContainer(rawValue: "ico")
  /// SVG; only recognised.
  public static let svg = MediaContainer(rawValue: "svg")

  /// MP4.
  public static let mp4 = MediaContainer(rawValue: "mp4")
  /// QuickTime.
  public static let mov = MediaContainer(rawValue: "mov")
  /// Apple's MP4 for video.
  public static let m4v = MediaContainer(rawValue: "m4v")
  /// 3GPP.
  public static let threeGP = MediaContainer(rawValue: "3gp")
  /// WebM.
  public static let webm = MediaContainer(rawValue: "webm")
  /// Matroska.
  public static let matroska = MediaContainer(rawValue: "mkv")
  /// AVI.
  public static let avi = MediaContainer(rawValue: "avi")
  /// MPEG program stream; only recognised.
  public static let mpegPS = MediaContainer(rawValue: "mpg")
  /// MPEG transport stream; only recognised.
  public static let mpegTS = MediaContainer(rawValue: "ts")
  /// Flash video; only recognised.
  public static let flv = MediaContainer(rawValue: "flv")
  /// Windows Media; only recognised.
  public static let asf = MediaContainer(rawValue: "asf")

  /// WAVE, also RF64.
  public static let wav = MediaContainer(rawValue: "wav")
  /// MPEG audio of any layer.
  public static let mp3 = MediaContainer(rawValue: "mp3")
  /// FLAC.
  public static let flac = MediaContainer(rawValue: "flac")
  /// Ogg.
  public static let ogg = MediaContainer(rawValue: "ogg")
  /// Apple's MP4 for audio.
  public static let m4a = MediaContainer(rawValue: "m4a")
  /// AAC as a stream (ADTS).
  public static let aac = MediaContainer(rawValue: "aac")
  /// AIFF, also AIFF-C.
  public static let aiff = MediaContainer(rawValue: "aiff")
  /// MIDI; only recognised.
  public static let midi = MediaContainer(rawValue: "midi")

  /// glTF in its binary form; only recognised.
  public static let glb = MediaContainer(rawValue: "glb")
  /// FBX in its binary form; only recognised.
  public static let fbx = MediaContainer(rawValue: "fbx")
  /// PLY; only recognised.
  public static let ply = MediaContainer(rawValue: "ply")

  /// ZIP; only recognised.
  ///
  /// USDZ and many other formats are ZIP files.
  public static let zip = MediaContainer(rawValue: "zip")
  /// gzip, around a file of any kind; only recognised.
  public static let gzip = MediaContainer(rawValue: "gz")
  /// 7-Zip; only recognised.
  public static let sevenZip = MediaContainer(rawValue: "7z")
  /// XML that is no picture; only recognised.
  public static let xml = MediaContainer(rawValue: "xml")
  /// PDF; only recognised.
  public static let pdf = MediaContainer(rawValue: "pdf")
  /// Text in UTF-8 of no format that is recognised, such as a web page that says that there is no picture.
  public static let text = MediaContainer(rawValue: "text")

  /// Not recognised.
  public static let unknown = MediaContainer(rawValue: "unknown")
}
