/// How pictures or sound are coded.
///
/// A codec that is not among the constants has the code that the file uses for it, a four-character code for example.
public struct MediaCodec: RawRepresentable, Sendable, Hashable {
  /// The codec as a short word, by the name that is common among tools: `h264`, `hevc`, `aac`.
  public let rawValue: String

  /// Creates a codec.
  public init(rawValue: String) { self.rawValue = rawValue }
}

extension MediaCodec: CustomStringConvertible {
  /// The name for people, as in `H.264`.
  public var description: String { Self.names[self] ?? rawValue }

  private static let names: [MediaCodec: String] = [
    .h264: "H.264", .hevc: "HEVC", .av1: "AV1", .vp8: "VP8", .vp9: "VP9", .proRes: "ProRes", .mpeg4: "MPEG-4",
    .mpeg2: "MPEG-2", .mpeg1: "MPEG-1", .h263: "H.263", .motionJPEG: "Motion JPEG", .theora: "Theora",
    .png: "PNG", .raw: "uncompressed", .aac: "AAC", .mp3: "MP3", .mp2: "MP2", .mp1: "MP1", .opus: "Opus",
    .vorbis: "Vorbis", .flac: "FLAC", .alac: "ALAC", .pcm: "PCM", .aLaw: "A-law", .muLaw: "µ-law", .adpcm: "ADPCM",
    .ac3: "AC-3", .eac3: "E-AC-3", .dts: "DTS", .amr: "AMR", .speex: "Speex", .ffv1: "FFV1",
  ]
}

extension MediaCodec {
  /// H.264, also AVC.
  public static let h264 = MediaCodec(rawValue: "h264")
  /// HEVC, also H.265.
  public static let hevc = MediaCodec(rawValue: "hevc")
  /// AV1.
  public static let av1 = MediaCodec(rawValue: "av1")
  /// VP8.
  public static let vp8 = MediaCodec(rawValue: "vp8")
  /// VP9.
  public static let vp9 = MediaCodec(rawValue: "vp9")
  /// Apple ProRes of any quality.
  public static let proRes = MediaCodec(rawValue: "prores")
  /// MPEG-4 part 2, as of DivX and Xvid.
  public static let mpeg4 = MediaCodec(rawValue: "mpeg4")
  /// MPEG-2 video.
  public static let mpeg2 = MediaCodec(rawValue: "mpeg2video")
  /// MPEG-1 video.
  public static let mpeg1 = MediaCodec(rawValue: "mpeg1video")
  /// H.263.
  public static let h263 = MediaCodec(rawValue: "h263")
  /// A JPEG picture per frame.
  public static let motionJPEG = MediaCodec(rawValue: "mjpeg")
  /// Theora.
  public static let theora = MediaCodec(rawValue: "theora")
  /// FFV1.
  public static let ffv1 = MediaCodec(rawValue: "ffv1")
  /// A PNG picture per frame.
  public static let png = MediaCodec(rawValue: "png")
  /// Pictures that are not compressed.
  public static let raw = MediaCodec(rawValue: "rawvideo")

  /// AAC of any profile.
  public static let aac = MediaCodec(rawValue: "aac")
  /// MPEG audio layer III.
  public static let mp3 = MediaCodec(rawValue: "mp3")
  /// MPEG audio layer II.
  public static let mp2 = MediaCodec(rawValue: "mp2")
  /// MPEG audio layer I.
  public static let mp1 = MediaCodec(rawValue: "mp1")
  /// Opus.
  public static let opus = MediaCodec(rawValue: "opus")
  /// Vorbis.
  public static let vorbis = MediaCodec(rawValue: "vorbis")
  /// FLAC.
  public static let flac = MediaCodec(rawValue: "flac")
  /// Apple Lossless.
  public static let alac = MediaCodec(rawValue: "alac")
  /// Samples that are not compressed, of any width.
  public static let pcm = MediaCodec(rawValue: "pcm")
  /// G.711 A-law.
  public static let aLaw = MediaCodec(rawValue: "pcm_alaw")
  /// G.711 µ-law.
  public static let muLaw = MediaCodec(rawValue: "pcm_mulaw")
  /// ADPCM of any kind.
  public static let adpcm = MediaCodec(rawValue: "adpcm")
  /// AC-3.
  public static let ac3 = MediaCodec(rawValue: "ac3")
  /// Enhanced AC-3.
  public static let eac3 = MediaCodec(rawValue: "eac3")
  /// DTS.
  public static let dts = MediaCodec(rawValue: "dts")
  /// AMR, narrow or wide band.
  public static let amr = MediaCodec(rawValue: "amr")
  /// Speex.
  public static let speex = MediaCodec(rawValue: "speex")
}
