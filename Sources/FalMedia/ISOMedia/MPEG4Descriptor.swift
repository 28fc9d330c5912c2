/// The description of a stream in MPEG-4's own form (`esds`): descriptors with a tag and a length of variable size.
struct MPEG4Descriptor {
  /// The codec, by the object type; `nil` when it is not known.
  let codec: MediaCodec?
  /// What AAC says of itself, which is more than its sample description knows.
  let audio: AACConfiguration?

  init?(_ file: FileReader, _ box: ISOBox) {
    guard let block = file.block(box.content, atMost: 512), let stream = Self.content(block, at: 4, tag: 3),
      let flags = block.uint8(at: stream + 2)
    else { return nil }
    var next = stream + 3
    if flags & 0x80 != 0 { next += 2 }
    if flags & 0x40 != 0 { next += 1 + (block.uint8(at: next) ?? 0) }
    if flags & 0x20 != 0 { next += 2 }
    guard let decoder = Self.content(block, at: next, tag: 4), let type = block.uint8(at: decoder) else { return nil }
    codec = Self.codecs[type]
    audio =
      codec == .aac
      ? Self.content(block, at: decoder + 13, tag: 5).flatMap { AACConfiguration(block, at: $0) } : nil
  }

  /// Where the content of a descriptor begins, behind a length of one to four bytes.
  private static func content(_ block: ByteBlock, at offset: Int, tag: Int) -> Int? {
    guard block.uint8(at: offset) == tag else { return nil }
    return (offset + 1..<offset + 5).first { (block.uint8(at: $0) ?? 0) & 0x80 == 0 }.map { $0 + 1 }
  }

  private static let codecs: [Int: MediaCodec] = [
    0x20: .mpeg4, 0x21: .h264, 0x23: .hevc, 0x40: .aac, 0x60: .mpeg2, 0x61: .mpeg2, 0x62: .mpeg2, 0x63: .mpeg2,
    0x64: .mpeg2, 0x65: .mpeg2, 0x66: .aac, 0x67: .aac, 0x68: .aac, 0x69: .mp3, 0x6A: .mpeg1, 0x6B: .mp3,
    0x6C: .motionJPEG, 0x6D: .png, 0xA5: .ac3, 0xA6: .eac3, 0xA9: .dts, 0xAD: .opus, 0xDD: .vorbis,
  ]
}
