/// How the frames of a track are coded (`stsd`), by the first of the descriptions.
struct ISOSampleDescription {
  private(set) var codec: MediaCodec?
  private(set) var width: Int?
  private(set) var height: Int?
  private(set) var channelCount: Int?
  private(set) var sampleRate: Int?

  init?(_ file: FileReader, _ box: ISOBox, handler: String) {
    guard let entry = ISOBoxes(file, box.content.dropFirst(8)).first(where: { _ in true }),
      let block = file.block(entry.content, atMost: 64)
    else { return nil }
    if handler == "soun" {
      readSound(file, entry, block)
    } else {
      width = block.uint16(at: 24)
      height = block.uint16(at: 26)
      let parts = entry.content.dropFirst(78)
      codec = Self.stream(file, parts)?.codec ?? FourCCCodecs.video(Self.code(file, entry.type, parts))
    }
  }

  private mutating func readSound(_ file: FileReader, _ entry: ISOBox, _ block: ByteBlock) {
    var parts = entry.content.dropFirst(28)
    channelCount = block.uint16(at: 16)
    sampleRate = block.uint16(at: 24)
    // QuickTime's later versions have more fields, and more room for the numbers.
    switch block.uint16(at: 8) {
    case 1: parts = parts.dropFirst(16)
    case 2:
      parts = parts.dropFirst(36)
      channelCount = block.uint32(at: 40)
      sampleRate = block.float(at: 32, size: 8).flatMap { Int(exactly: $0.rounded()) }
    default: break
    }
    let stream = Self.stream(file, parts)
    codec = stream?.codec ?? FourCCCodecs.audio(Self.code(file, entry.type, parts))
    if let audio = stream?.audio {
      channelCount = audio.channelCount ?? channelCount
      sampleRate = audio.sampleRate
    } else if [.mp3, .ac3, .eac3].contains(codec) && channelCount == 2 {
      // MP4 demands this number for them, whatever the frames have.
      channelCount = nil
    }
  }

  private static func stream(_ file: FileReader, _ parts: Range<Int>) -> MPEG4Descriptor? {
    let box = file.box("esds", in: parts) ?? file.box(at: "wave", "esds", in: parts)
    return box.flatMap { MPEG4Descriptor(file, $0) }
  }

  /// The code of the codec; when the frames are encrypted, it is that of what is inside.
  private static func code(_ file: FileReader, _ type: String, _ parts: Range<Int>) -> String {
    guard type == "encv" || type == "enca" else { return type }
    return file.box(at: "sinf", "frma", in: parts).flatMap { file.block($0.content, atMost: 4)?.fourCC(at: 0) } ?? type
  }
}
