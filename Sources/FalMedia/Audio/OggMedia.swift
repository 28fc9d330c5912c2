/// Ogg: the first pages tell what streams there are, and the last one how long they last.
enum OggMedia {
  static func read(_ file: FileReader, into facts: inout MediaFacts) {
    let streams = streams(in: file)
    let video = streams.first { $0.isVideo }
    let audio = streams.first { !$0.isVideo }
    guard let main = audio ?? video else { return }
    facts.hasAudio = audio != nil
    facts.audioCodec = audio?.codec
    facts.channelCount = audio?.channelCount
    facts.sampleRate = audio?.sampleRate
    if let video {
      facts.kind = .video
      facts.videoCodec = video.codec
      facts.setSize(width: video.width, height: video.height)
      facts.frameRate = video.frameRate
    }
    facts.duration = lastGranule(of: main.serial, in: file).flatMap(main.time)
  }

  /// All streams begin before any of them goes on.
  private static func streams(in file: FileReader) -> [OggStream] {
    var streams: [OggStream] = []
    var position = 0
    for _ in 0..<ReadingLimits.mostTracks {
      guard let page = OggPage(file, at: position), page.isFirst else { break }
      if let packet = file.block(page.content, atMost: 128), let stream = OggStream(serial: page.serial, packet: packet)
      {
        streams.append(stream)
      }
      position = page.content.upperBound
    }
    return streams
  }

  private static func lastGranule(of serial: UInt64, in file: FileReader) -> Int? {
    let search = BackwardSearch(file, for: Array("OggS".utf8), within: 4 * OggPage.mostBytes)
    for position in search {
      if let page = OggPage(file, at: position), page.serial == serial, let granule = page.granule { return granule }
    }
    return nil
  }
}
