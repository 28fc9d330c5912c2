/// The header of a movie (`moov`): its tracks, and whether fragments follow.
struct ISOMovieHeader {
  private(set) var time: ISOTime?
  private(set) var tracks: [ISOTrack] = []
  private(set) var isFragmented = false
  /// How long a movie with its fragments lasts in seconds, if that was known when it was begun.
  private(set) var fragmentedDuration: Double?
  /// How long frames in fragments last, by the track's id, where the fragments do not say it.
  private(set) var defaultSampleLengths: [Int: Int] = [:]

  init(_ file: FileReader, _ box: ISOBox) {
    for part in ISOBoxes(file, box.content) {
      switch part.type {
      case "mvhd": time = ISOTime(file, part)
      case "trak" where tracks.count < ReadingLimits.mostTracks:
        if let track = ISOTrack(file, part) { tracks.append(track) }
      case "mvex":
        isFragmented = true
        readExtension(file, part)
      default: break
      }
    }
  }

  private mutating func readExtension(_ file: FileReader, _ box: ISOBox) {
    for part in ISOBoxes(file, box.content) {
      guard let block = file.block(part.content, atMost: 24) else { return }
      switch part.type {
      case "mehd":
        let length = block.uint8(at: 0) == 1 ? block.uint64(at: 4) : block.uint32(at: 4)
        if let length, length > 0, let time { fragmentedDuration = Double(length) / Double(time.timescale) }
      case "trex" where defaultSampleLengths.count < ReadingLimits.mostTracks:
        if let id = block.uint32(at: 4) { defaultSampleLengths[id] = block.uint32(at: 12) }
      default: break
      }
    }
  }
}

/// The units per second and the length that the headers of a movie and of its tracks have at the same places.
struct ISOTime {
  /// Above zero.
  let timescale: Int
  /// In units; `nil` when it is unknown or none.
  let length: Int?

  init?(_ file: FileReader, _ box: ISOBox) {
    guard let block = file.block(box.content, atMost: 32) else { return nil }
    let isLong = block.uint8(at: 0) == 1
    guard let timescale = block.uint32(at: isLong ? 20 : 12), timescale > 0 else { return nil }
    self.timescale = timescale
    // All ones say that it is unknown; of eight bytes they are no Int.
    let length = isLong ? block.uint64(at: 24) : block.uint32(at: 16)
    self.length = length == 0 || !isLong && length == Int(exactly: UInt32.max) ? nil : length
  }

  /// The length in seconds.
  var seconds: Double? { length.map { Double($0) / Double(timescale) } }
}
