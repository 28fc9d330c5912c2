/// Some frames at the beginning of a stream, of which the rest is estimated.
struct AudioFrames<Header: AudioFrameHeader> {
  let first: Header
  private(set) var count = 0
  private var byteCount = 0

  /// Enough for a good average.
  private static var most: Int { 512 }

  init?(_ file: FileReader, at start: Int) {
    guard let first = file.block(at: start, count: Header.length).flatMap(Header.init) else { return nil }
    self.first = first
    var position = start
    while count < Self.most, let header = file.block(at: position, count: Header.length).flatMap(Header.init) {
      count += 1
      byteCount += header.frameLength
      position += header.frameLength
    }
  }

  /// Whether frames begin at a place: one, and behind it another or the file's end.
  static func begin(in file: FileReader, at start: Int) -> Bool {
    guard let first = file.block(at: start, count: Header.length).flatMap(Header.init) else { return false }
    let next = start + first.frameLength
    return next == file.byteCount || file.block(at: next, count: Header.length).flatMap(Header.init) != nil
  }

  /// The duration of so many bytes, if the others are like these.
  func duration(ofBytes length: Int) -> Double {
    let frames = Double(length) / (Double(byteCount) / Double(count))
    return frames * Double(first.sampleCount) / Double(first.sampleRate)
  }
}

/// The header of a frame in a stream of sound that has no other structure.
protocol AudioFrameHeader {
  /// How many bytes a header has.
  static var length: Int { get }
  /// The codec, as far as the header tells.
  var codec: MediaCodec { get }
  /// The length of the frame with its header.
  var frameLength: Int { get }
  /// How many samples the frame has, of each channel.
  var sampleCount: Int { get }
  var sampleRate: Int { get }
  var channelCount: Int? { get }

  /// Reads a header; `nil` when there is none.
  init?(_ block: ByteBlock)
}

extension MediaFacts {
  /// Takes over what the header of a frame tells.
  mutating func describeSound(_ header: some AudioFrameHeader) {
    hasAudio = true
    audioCodec = header.codec
    channelCount = header.channelCount
    sampleRate = header.sampleRate
  }
}
