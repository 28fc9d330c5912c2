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
      ?? MatroskaMovie.container(of: file) ?? audioContainer(of: file, at: 0) ?? textContainer(of: file, head)
      ?? .unknown
  }

  private static func audioContainer(of file: FileReader, at start: Int) -> MediaContainer? {
    if let magic = file.block(at: start, count: 4), magic.has("fLaC", at: 0) { return .flac }
    if AudioFrames<ADTSHeader>.begin(in: file, at: start) { return .aac }
    if AudioFrames<MPEGAudioHeader>.begin(in: file, at: start) { return .mp3 }
    return nil
  }

  private static func textContainer(of file: FileReader, _ head: ByteBlock) -> MediaContainer? {
    // Marks of byte order, and spaces that some editors leave.
    let start = head.bytes.drop { $0 <= 0x20 || [0xEF, 0xBB, 0xBF, 0xC2, 0xA0].contains($0) }
    if start.first == UInt8(ascii: "<"), let block = file.block(at: 0, atMost: ReadingLimits.mostAtOnce) {
      // A picture's first element may stand behind a long comment.
      switch XMLProlog.start(of: block.bytes.dropFirst(start.startIndex - head.bytes.startIndex)) {
      case .element("svg"): return .svg
      case .element where start.starts(with: "<?xml".utf8): return .xml
      case .cutOff: return nil
      default: break
      }
    }
    return isText(head.bytes) ? .text : nil
  }

  /// Whether bytes are the beginning of a text in UTF-8.
  private static func isText(_ bytes: ArraySlice<UInt8>) -> Bool {
    // The last character may have been cut off in the middle.
    let isWhole = bytes.count < headLength
    let end = isWhole ? bytes.endIndex : bytes.lastIndex { $0 & 0xC0 != 0x80 } ?? bytes.startIndex
    let text = bytes[..<end]
    let isPrintable = text.allSatisfy { $0 >= 0x20 && $0 != 0x7F || (0x09...0x0D).contains($0) }
    return !text.isEmpty && isPrintable && String(decoding: text, as: UTF8.self).utf8.elementsEqual(text)
  }
}
