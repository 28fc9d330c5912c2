/// What is known of a media file.
///
/// What the file does not tell, or tells in a way that cannot be true, is `nil`.
public struct MediaFacts: Sendable, Hashable {
  /// What a file is for.
  ///
  /// There may be more in later versions, so that a `switch` needs a `default`.
  public struct Kind: RawRepresentable, Sendable, Hashable {
    /// The kind as a word.
    public let rawValue: String

    /// Creates a kind.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// A picture, moving or not.
    public static let image = Kind(rawValue: "image")
    /// A clip, with sound or without.
    public static let video = Kind(rawValue: "video")
    /// Speech, music or any other sound.
    public static let audio = Kind(rawValue: "audio")
    /// A mesh or a scene.
    public static let model3D = Kind(rawValue: "3d")
    /// Anything else, and what is not recognised.
    public static let other = Kind(rawValue: "other")
  }

  /// The format of the file.
  public var container: MediaContainer
  /// What the file is for.
  ///
  /// It is decided by the tracks where a format can hold several kinds: an MP4 file without pictures is audio.
  public var kind: Kind
  /// The size of the file in bytes.
  public var byteCount: Int
  /// The width in pixels, as displayed: after the rotation that the file asks for.
  public var width: Int?
  /// The height in pixels, as displayed: after the rotation that the file asks for.
  public var height: Int?
  /// The duration in seconds, of moving pictures and sound; estimated where the format does not state it.
  public var duration: Double?
  /// The frames per second, on average.
  public var frameRate: Double?
  /// The number of frames: 1 for still pictures, `nil` where it is neither stated nor can be counted with little reading.
  public var frameCount: Int?
  /// How the pictures of a video are coded.
  public var videoCodec: MediaCodec?
  /// How the sound is coded.
  public var audioCodec: MediaCodec?
  /// Whether there is sound; `nil` when the file's tracks could not be read.
  public var hasAudio: Bool?
  /// The number of audio channels.
  public var channelCount: Int?
  /// The audio samples per second, of each channel.
  public var sampleRate: Int?

  /// Creates facts of which only the container is known, for tests and mocks.
  public init(container: MediaContainer, byteCount: Int) {
    self.container = container
    self.byteCount = byteCount
    kind = container.kind
    if kind == .image { hasAudio = false }
  }

  /// The media type of the file, as in `video/mp4`.
  ///
  /// It is that of the container, except where the container holds another kind than usual: `audio/mp4` for an MP4 file
  /// without pictures.
  public var mediaType: String {
    guard kind != container.kind, kind == .audio || kind == .video,
      let subtype = container.mediaType.split(separator: "/").last
    else { return container.mediaType }
    return "\(kind.rawValue)/\(subtype)"
  }

  /// The width divided by the height, as displayed.
  public var aspectRatio: Double? {
    guard let width, let height, height > 0 else { return nil }
    return Double(width) / Double(height)
  }
}
