/// A part of a RIFF file.
struct RIFFChunk {
  let id: String
  let content: Range<Int>
}

/// The chunks in a part of a RIFF file, one after the other.
///
/// A chunk that claims to be longer than what it is in ends with it.
struct RIFFChunks: Sequence, IteratorProtocol {
  private let file: FileReader
  private let order: ByteOrder
  private var position: Int
  private let end: Int

  init(_ file: FileReader, _ range: Range<Int>, _ order: ByteOrder = .little) {
    self.file = file
    self.order = order
    position = range.lowerBound
    end = range.upperBound
  }

  mutating func next() -> RIFFChunk? {
    guard position < end, let header = file.block(at: position, count: 8), let id = header.fourCC(at: 0),
      let length = header.uint32(at: 4, order)
    else { return nil }
    let start = position + 8
    let content = start..<Swift.max(start, Swift.min(end, start.adding(length) ?? end))
    // Chunks begin at even places.
    position = content.upperBound + content.count % 2
    return RIFFChunk(id: id, content: content)
  }
}

/// The formats that are made of RIFF chunks, told apart by the word after the first length.
enum RIFFForm {
  static func container(of head: ByteBlock) -> MediaContainer? {
    switch (head.fourCC(at: 0), head.fourCC(at: 8)) {
    case ("RIFF", "WEBP"): .webp
    case ("RIFF", "AVI "): .avi
    case ("RIFF", "WAVE"), ("RF64", "WAVE"), ("BW64", "WAVE"): .wav
    case ("FORM", "AIFF"), ("FORM", "AIFC"): .aiff
    default: nil
    }
  }
}
