/// Builds the headers of clips without any pictures: all that telling their facts needs.
package struct SampleMovie {
  package var width = 1280
  package var height = 720
  package var seconds = 5.0
  package var framesPerSecond = 30

  package init(width: Int = 1280, height: Int = 720, seconds: Double = 5, framesPerSecond: Int = 30) {
    self.width = width
    self.height = height
    self.seconds = seconds
    self.framesPerSecond = framesPerSecond
  }

  /// As MP4 with H.264.
  package var mp4: [UInt8] { box("ftyp", text("isom"), zeros(4)) + movie }

  /// As QuickTime with H.264.
  package var mov: [UInt8] { box("ftyp", text("qt  "), zeros(4)) + movie }

  /// As WebM with VP9.
  package var webm: [UInt8] {
    let video = element(0xE0, element(0xB0, big(UInt32(width))), element(0xBA, big(UInt32(height))))
    let frameLength = element(0x23E383, big(UInt32(1_000_000_000 / framesPerSecond)))
    let track = element(
      0xAE,
      element(0xD7, [1]),
      element(0x83, [1]),
      element(0x86, text("V_VP9")),
      frameLength,
      video
    )
    let info = element(0x1549_A966, element(0x4489, big((seconds * 1000).bitPattern)))
    return element(0x1A45_DFA3, element(0x4282, text("webm")))
      + element(0x1853_8067, info, element(0x1654_AE6B, track))
  }

  private var movie: [UInt8] {
    let frames = UInt32(seconds * Double(framesPerSecond))
    // Three fields of time, then a thousand units a second.
    let time = zeros(12) + big(UInt32(1000)) + big(UInt32(seconds * 1000)) + zeros(80)
    let upright = [0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x4000_0000].flatMap { big(UInt32($0)) }
    let picture = zeros(24) + big(UInt16(width)) + big(UInt16(height)) + zeros(50)
    let samples = box(
      "stbl",
      box("stsd", zeros(4), big(UInt32(1)), box("avc1", picture)),
      box("stts", zeros(4), big(UInt32(1)), big(frames), big(UInt32(1000 / framesPerSecond))),
      box("stsz", zeros(8), big(frames))
    )
    let media = box(
      "mdia",
      box("mdhd", time),
      box("hdlr", zeros(8), text("vide"), zeros(13)),
      box("minf", samples)
    )
    let header = box("tkhd", zeros(12), big(UInt32(1)), zeros(24), upright, zeros(8))
    return box("moov", box("mvhd", time), box("trak", header, media))
  }

  private func box(_ type: String, _ parts: [UInt8]...) -> [UInt8] {
    let content = parts.flatMap(\.self)
    return big(UInt32(8 + content.count)) + text(type) + content
  }

  private func element(_ id: UInt32, _ parts: [UInt8]...) -> [UInt8] {
    let content = parts.flatMap(\.self)
    return big(id).drop { $0 == 0 } + big(UInt64(content.count) | 1 << 56) + content
  }

  private func text(_ text: String) -> [UInt8] { Array(text.utf8) }

  private func zeros(_ count: Int) -> [UInt8] { Array(repeating: 0, count: count) }

  private func big(_ value: some FixedWidthInteger) -> [UInt8] {
    withUnsafeBytes(of: value.bigEndian) { Array($0) }
  }
}
