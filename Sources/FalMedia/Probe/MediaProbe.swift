/// Says what a media file is, by reading only the headers it needs.
///
/// Files are never read as a whole, and no content, however broken, is an error: what cannot be found out stays `nil`.
///
/// ```swift
/// let facts = try MediaProbe.facts(ofFile: path)
/// print(facts.container, facts.width ?? 0, facts.height ?? 0, facts.duration ?? 0)
/// ```
public enum MediaProbe {
  /// What a file is whose bytes are in memory.
  ///
  /// - Parameter bytes: The whole file. Of a part from the beginning, facts that stand at the end are missing.
  /// - Returns: The facts; those that the bytes do not tell are `nil`.
  public static func facts(of bytes: some RandomAccessCollection<UInt8>) -> MediaFacts {
    facts(in: FileReader(BytesInMemory(bytes)))
  }

  /// What a file on disk is.
  ///
  /// - Parameter path: The path of an ordinary file.
  /// - Returns: The facts; those that the file does not tell are `nil`.
  /// - Throws: `MediaProbeError` when the file cannot be opened or read.
  public static func facts(ofFile path: String) throws(MediaProbeError) -> MediaFacts {
    let file = FileReader(try BytesOnDisk(path: path))
    let facts = facts(in: file)
    if let failure = file.failure { throw failure }
    return facts
  }

  static func facts(in file: FileReader) -> MediaFacts {
    let start = ID3Tag.end(in: file)
    let container = Recognition.container(of: file, audioStart: start)
    var facts = MediaFacts(container: container, byteCount: file.byteCount)
    switch container {
    case .png: PNGImage.read(file, into: &facts)
    case .jpeg: JPEGImage.read(file, into: &facts)
    case .gif: GIFImage.read(file, into: &facts)
    case .webp: WebPImage.read(file, into: &facts)
    case .bmp: BMPImage.read(file, into: &facts)
    case .tiff: TIFFImage.read(file, into: &facts)
    case .avif, .heic, .heif: ISOImage.read(file, into: &facts)
    case .mp4, .mov, .m4v, .m4a, .threeGP: ISOMovie.read(file, into: &facts)
    case .webm, .matroska: MatroskaMovie.read(file, into: &facts)
    case .avi: AVIMovie.read(file, into: &facts)
    case .wav: WAVESound.read(file, into: &facts)
    case .aiff: AIFFSound.read(file, into: &facts)
    case .mp3: MPEGSound.read(file, from: start, into: &facts)
    case .aac: ADTSSound.read(file, from: start, into: &facts)
    case .flac: FLACSound.read(file, from: start, into: &facts)
    case .ogg: OggMedia.read(file, into: &facts)
    default: break
    }
    facts.dropImplausible()
    return facts
  }
}
