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
