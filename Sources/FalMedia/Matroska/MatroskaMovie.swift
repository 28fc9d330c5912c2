/// WebM and Matroska: what holds for the file and its tracks, and the times of some frames where that does not tell enough.
enum MatroskaMovie {
  static func container(of file: FileReader) -> MediaContainer? {
    guard let header = EBMLElement(file, at: 0, end: file.byteCount), header.id == MatroskaID.header else { return nil }
    let type = EBMLElements(file, header.content).first { $0.id == MatroskaID.documentType }?.text(file)
    return type == "webm" ? .webm : .matroska
  }

  static func read(_ file: FileReader, into facts: inout MediaFacts) {
    guard let segment = EBMLElements(file, 0..<file.byteCount).first(where: { $0.id == MatroskaID.segment }) else {
      return
    }
    var info: MatroskaInfo?
    var tracks: [MatroskaTrack]?
    var firstCluster: Int?
    var position = segment.content.lowerBound
    while let part = EBMLElement(file, at: position, end: segment.content.upperBound) {
      switch part.id {
      case MatroskaID.info: info = MatroskaInfo(file, part)
      case MatroskaID.tracks: tracks = self.tracks(file, part)
      case MatroskaID.cluster where firstCluster == nil: firstCluster = position
      default: break
      }
      if firstCluster != nil && (info != nil && tracks != nil || part.isOpen) { break }
      position = part.content.upperBound
    }
    guard let tracks else { return }
    describe(tracks, into: &facts)
    let times = MatroskaTimes(file, info: info ?? MatroskaInfo(), firstCluster: firstCluster)
    facts.duration = times.duration(tracks)
    facts.frameRate = tracks.first(where: \.isVideo).flatMap(times.frameRate)
  }

  private static func tracks(_ file: FileReader, _ element: EBMLElement) -> [MatroskaTrack] {
    var tracks: [MatroskaTrack] = []
    for part in EBMLElements(file, element.content) where part.id == MatroskaID.trackEntry {
      guard tracks.count < ReadingLimits.mostTracks else { break }
      tracks.append(MatroskaTrack(file, part))
    }
    return tracks
  }

  private static func describe(_ tracks: [MatroskaTrack], into facts: inout MediaFacts) {
    let audio = tracks.first(where: \.isAudio)
    facts.hasAudio = audio != nil
    facts.audioCodec = audio?.codec
    facts.channelCount = audio?.channelCount
    facts.sampleRate = audio?.sampleRate
    if let video = tracks.first(where: \.isVideo) {
      facts.videoCodec = video.codec
      facts.setSize(width: video.width, height: video.height, isTurned: video.isTurned)
    } else if audio != nil {
      facts.kind = .audio
    }
  }
}
