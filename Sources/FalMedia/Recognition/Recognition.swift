/// Which format a file has, by its first bytes.
enum Recognition {
  private static let headLength = 512

  /// The format of a file.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - audioStart: Where the first tag ends, which can precede several kinds of sound.
  /// - Returns: The format, or `unknown`.
  static func container(of file: FileReader, audioStart: Int) -> MediaContainer {
    if audioStart > 0 { return audioContainer(of: file, at: audioStart) ?? .mp3 }
    guard let head = file.block(at: 0, atMost: headLength) else { return .unknown }
    if BMPImage.isAt(head) { return .bmp }
    // Boxes before signatures, because the length of a box can look like one.
    return ISOBrand.container(of: head) ?? FileSignature.container(of: head) ?? RIFFForm.container(of: head)
      ?? MatroskaMovie.container(of: file) ?? audioContainer(of: file, at: 0) ?? textContainer(of: head) ?? .unknown
  }

  private static func audioContainer(of file: FileReader, at start: Int) -> MediaContainer? {
    if let magic = file.block(at: start, count: 4), magic.has("fLaC", at: 0) { return .flac }
    if AudioFrames<ADTSHeader>.begin(in: file, at: start) { return .aac }
    if AudioFrames<MPEGAudioHeader>.begin(in: file, at: start) { return .mp3 }
    return nil
  }

  private static func textContainer(of head: ByteBlock) -> MediaContainer? {
    let text = String(decoding: head.bytes, as: UTF8.self).drop { $0.isWhitespace || $0 == "\u{FEFF}" }
    let isSVG = text.hasPrefix("<svg") || (text.hasPrefix("<?xml") || text.hasPrefix("<!--")) && text.contains("<svg")
    return isSVG ? .svg : nil
  }
}
