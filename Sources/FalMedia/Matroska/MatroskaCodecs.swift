/// The codecs behind Matroska's own ids.
enum MatroskaCodecs {
  /// The codec behind an id.
  ///
  /// - Parameters:
  ///   - id: Matroska's id.
  ///   - initialisation: What the codec needs to know, which has the codec for ids that stand for those of other formats.
  /// - Returns: The codec; one that is not known keeps its id, and without an id there is none.
  static func codec(_ id: String, _ initialisation: ByteBlock?) -> MediaCodec? {
    if let codec = codecs[id] { return codec }
    switch id {
    case "": return nil
    case "V_MS/VFW/FOURCC": return initialisation?.fourCC(at: 16).map(FourCCCodecs.video)
    case "V_QUICKTIME": return initialisation?.fourCC(at: 4).map(FourCCCodecs.video)
    case "A_MS/ACM": return initialisation.flatMap { WAVEFormat($0).codec }
    default: return prefixes.first { id.hasPrefix($0.prefix) }?.codec ?? MediaCodec(rawValue: id)
    }
  }

  private static let codecs: [String: MediaCodec] = [
    "V_MPEG4/ISO/AVC": .h264, "V_MPEGH/ISO/HEVC": .hevc, "V_AV1": .av1, "V_VP8": .vp8, "V_VP9": .vp9,
    "V_THEORA": .theora, "V_MPEG1": .mpeg1, "V_MPEG2": .mpeg2, "V_MJPEG": .motionJPEG, "V_PRORES": .proRes,
    "V_FFV1": .ffv1, "V_UNCOMPRESSED": .raw, "A_OPUS": .opus, "A_VORBIS": .vorbis, "A_FLAC": .flac, "A_ALAC": .alac,
    "A_MPEG/L1": .mp1, "A_MPEG/L2": .mp2, "A_MPEG/L3": .mp3, "A_EAC3": .eac3,
  ]

  private static let prefixes: [(prefix: String, codec: MediaCodec)] = [
    ("V_MPEG4/ISO/", .mpeg4), ("A_AAC", .aac), ("A_AC3", .ac3), ("A_DTS", .dts), ("A_PCM/", .pcm),
  ]
}
