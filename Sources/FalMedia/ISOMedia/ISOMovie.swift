/// MP4, QuickTime and their relatives: the header, wherever it is, and the fragments.
enum ISOMovie {
  static func read(_ file: FileReader, into facts: inout MediaFacts) {
    var header: ISOMovieHeader?
    var fragments: ISOFragments?
    var indexed: Double?
    for box in ISOBoxes(file, 0..<file.byteCount) {
      switch box.type {
      case "moov" where header == nil:
        let found = ISOMovieHeader(file, box)
        header = found
        guard found.isFragmented else { return describe(found, into: &facts) }
        fragments = ISOFragments(found)
      case "sidx" where indexed == nil: indexed = ISOSegmentIndex.duration(file, box)
      case "moof": fragments?.add(file, box)
      default: break
      }
    }
    guard let header else { return }
    describe(header, into: &facts)
    if let fragments {
      // Fragments that could not be read to the last one tell neither how many frames there are nor how long they last.
      describe(fragments, isComplete: !file.isExhausted, into: &facts)
      facts.duration = header.fragmentedDuration ?? (file.isExhausted ? nil : fragments.duration) ?? indexed
    }
  }

  private static func describe(_ header: ISOMovieHeader, into facts: inout MediaFacts) {
    let video = header.tracks.first(where: \.isVideo)
    let audio = header.tracks.first(where: \.isAudio)
    facts.hasAudio = audio != nil
    facts.audioCodec = audio?.description?.codec
    facts.channelCount = audio?.description?.channelCount
    facts.sampleRate = audio?.sampleRate
    facts.duration = header.time?.seconds ?? header.tracks.compactMap(\.time.seconds).max()
    if let video {
      facts.videoCodec = video.description?.codec
      facts.frameRate = video.frameRate
      facts.frameCount = video.sampleCount
      facts.setSize(width: video.description?.width, height: video.description?.height, isTurned: video.isTurned)
    }
    if facts.kind != .image, video != nil || audio != nil { facts.kind = video == nil ? .audio : .video }
  }

  private static func describe(_ fragments: ISOFragments, isComplete: Bool, into facts: inout MediaFacts) {
    guard let video = fragments.tracks.values.filter(\.track.isVideo).min(by: { $0.track.id < $1.track.id }) else {
      return
    }
    facts.frameCount = isComplete ? video.frameCount : nil
    facts.frameRate = video.lengths.frameRate(timescale: video.track.time.timescale) ?? facts.frameRate
  }
}
