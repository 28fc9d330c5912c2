/// How long a Matroska file lasts, and how fast its frames follow: as stated, else by the times of some frames.
///
/// What browsers record states neither.
struct MatroskaTimes {
  private let file: FileReader
  private let info: MatroskaInfo
  private let first: MatroskaCluster?

  init(_ file: FileReader, info: MatroskaInfo, firstCluster: Int?) {
    self.file = file
    self.info = info
    first = firstCluster.flatMap { MatroskaCluster(file, at: $0) }
  }

  /// The duration in seconds; when it is not stated, to the last frame that is found near the end.
  func duration(_ tracks: [MatroskaTrack]) -> Double? {
    if let duration = info.duration { return duration }
    guard let start = first?.frames.map(\.time).min(),
      let end = lastCluster()?.frames.max(by: { $0.time < $1.time })
    else { return nil }
    let frameLength = tracks.first { $0.number == end.track }?.frameLength ?? 0
    return info.seconds(end.time - start) + Double(frameLength) / 1e9
  }

  /// The frames per second of a track; when they are not stated, those of the first cluster.
  func frameRate(of track: MatroskaTrack) -> Double? {
    if let rate = track.frameRate { return rate }
    let times = first?.frames.filter { $0.track == track.number }.map(\.time) ?? []
    guard times.count > 1, let earliest = times.min(), let latest = times.max(), latest > earliest else { return nil }
    return Double(times.count - 1) / info.seconds(latest - earliest)
  }

  private func lastCluster() -> MatroskaCluster? {
    let search = BackwardSearch(file, for: [0x1F, 0x43, 0xB6, 0x75], within: ReadingLimits.searchLength)
    return search.lazy.compactMap { MatroskaCluster(file, at: $0) }.first { !$0.frames.isEmpty }
  }
}
