/// The codecs behind four-character codes, as ISO media, QuickTime, AVI and AIFF-C have them.
enum FourCCCodecs {
  /// The codec of pictures; what is not known keeps its code.
  static func video(_ code: String) -> MediaCodec {
    let code = code.lowercased()
    if ["ap4", "apc"].contains(code.prefix(3)) { return .proRes }
    return videoCodecs[code] ?? other(code)
  }

  /// The codec of sound; what is not known keeps its code.
  static func audio(_ code: String) -> MediaCodec {
    let code = code.lowercased()
    return audioCodecs[code] ?? other(code)
  }

  private static func other(_ code: String) -> MediaCodec {
    let name = code.filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" || $0 == ".") }
    return MediaCodec(rawValue: name.isEmpty ? "unknown" : name)
  }

  private static let videoCodecs: [String: MediaCodec] = [
    "avc1": .h264, "avc2": .h264, "avc3": .h264, "avc4": .h264, "h264": .h264, "x264": .h264, "dva1": .h264,
    "dvav": .h264, "hvc1": .hevc, "hev1": .hevc, "dvh1": .hevc, "dvhe": .hevc, "hevc": .hevc, "h265": .hevc,
    "x265": .hevc, "av01": .av1, "dav1": .av1, "vp08": .vp8, "vp80": .vp8, "vp09": .vp9, "vp90": .vp9,
    "mp4v": .mpeg4, "xvid": .mpeg4, "divx": .mpeg4, "dx50": .mpeg4, "fmp4": .mpeg4,
    "mpeg": .mpeg1, "mpg1": .mpeg1, "mpg2": .mpeg2, "m2v1": .mpeg2, "h263": .h263, "s263": .h263,
    "jpeg": .motionJPEG, "mjpg": .motionJPEG, "mjpa": .motionJPEG, "mjpb": .motionJPEG, "png ": .png, "mpng": .png,
    "theo": .theora, "ffv1": .ffv1, "raw ": .raw, "2vuy": .raw, "v210": .raw, "yuv2": .raw, "i420": .raw,
    "\0\0\0\0": .raw,
  ]

  private static let audioCodecs: [String: MediaCodec] = [
    "mp4a": .aac, ".mp3": .mp3, "ms\0u": .mp3, "opus": .opus, "flac": .flac, "alac": .alac,
    "ac-3": .ac3, "ec-3": .eac3, "dtsc": .dts, "dtsh": .dts, "dtsl": .dts, "dtse": .dts, "samr": .amr, "sawb": .amr,
    "sowt": .pcm, "twos": .pcm, "raw ": .pcm, "none": .pcm, "lpcm": .pcm, "ipcm": .pcm, "fpcm": .pcm, "in24": .pcm,
    "in32": .pcm, "fl32": .pcm, "fl64": .pcm, "alaw": .aLaw, "ulaw": .muLaw, "ima4": .adpcm,
  ]
}
