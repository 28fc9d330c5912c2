/// How long a Matroska file lasts, and how fast its frames follow: as stated, else by the times of some frames.
///
/// What browsers record states neither.
struct MatroskaTimes {
  private let file: FileReader
  private let info: MatroskaInfo
  /// Where the first frames are.
  private let firstCluster: Int?

  init(_ file: FileReader, info: MatroskaInfo, firstCluster: Int?) {
    self.file = file
    self.info = info
    self.firstCluster = firstCluster
  }

  /// The duration in seconds; when it is not stated, to the last frame that is found near the end.
  func duration(_ tracks: [MatroskaTrack]) -> Double? {
    if let duration = info.duration { return duration }
    guard let start = firstFrames.map(\.time).min(), let end = lastFrames.max(by: { $0.time < $1.time })
    else { return nil }
    let frameLength = tracks.first { $0.number == end.track }?.frameLength ?? 0
    return info.seconds(end.time - start) + Double(frameLength) / 1e9
  }

  /// The frames per second of a track; when they are not stated, those of the first cluster.
  func frameRate(of track: MatroskaTrack) -> Double? {
    if let rate = track.frameRate { return rate }
    let times = firstFrames.filter { $0.track == track.number }.map(\.time)
    guard times.count > 1, let earliest = times.min(), let latest = times.max(), latest > earliest else { return nil }
    return Double(times.count - 1) / info.seconds(latest - earliest)
  }

  private var firstFrames: [MatroskaFrame] {
    firstCluster.map { MatroskaFrame.frames(file, inClusterAt: $0, most: 256) } ?? []
  }

  private var lastFrames: [MatroskaFrame] {
    let mark: [UInt8] = [0x1F, 0x43, 0xB6, 0x75]
    for position in BackwardSearch(file, for: mark, within: ReadingLimits.searchLength) {
      // The times of frames have two bytes, so that a cluster does not last longer than half a minute.
      let frames = MatroskaFrame.frames(file, inClusterAt: position, most: 3000)
      if !frames.isEmpty { return frames }
    }
    return []
  }
}
