/// What the fragments of a track add up to.
struct ISOFragmentedTrack {
  let track: ISOTrack
  /// Those of all frames, also of the ones that the movie's header lists.
  private(set) var lengths: ISOSampleLengths
  private let defaultLength: Int
  /// In units of the track's time.
  private var start: Double?
  private var end: Double

  init(_ track: ISOTrack, defaultLength: Int?) {
    self.track = track
    self.defaultLength = defaultLength ?? 0
    lengths = track.lengths
    // A header with frames of its own is the first fragment.
    start = lengths.count > 0 ? 0 : nil
    end = lengths.sum
  }

  /// From the first frame to the end of the last one, in seconds.
  var duration: Double? { start.map { (end - $0) / Double(track.time.timescale) } }

  var frameCount: Int? { Int(exactly: lengths.count) }

  /// Adds a track's part of a fragment.
  ///
  /// - Parameters:
  ///   - box: The part (`traf`).
  ///   - file: The file.
  ///   - header: The first bytes of its header (`tfhd`).
  mutating func add(_ box: ISOBox, in file: FileReader, header: ByteBlock) {
    var defaultLength = defaultLength
    if let flags = header.uint24(at: 1), flags & 8 != 0 {
      let offset = 8 + (flags & 1 != 0 ? 8 : 0) + (flags & 2 != 0 ? 4 : 0)
      defaultLength = header.uint32(at: offset) ?? defaultLength
    }
    for part in ISOBoxes(file, box.content) {
      switch part.type {
      case "tfdt":
        guard let block = file.block(part.content, atMost: 12) else { break }
        let time = block.uint8(at: 0) == 1 ? block.uint64(at: 4) : block.uint32(at: 4)
        if let time { end = Double(time) }
      case "trun":
        if start == nil { start = end }
        let before = lengths.sum
        ISOTrackRun.add(part, in: file, defaultLength: defaultLength, to: &lengths)
        end += lengths.sum - before
      default: break
      }
    }
  }
}
