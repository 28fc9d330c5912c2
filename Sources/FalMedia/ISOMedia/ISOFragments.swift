/// What the fragments of a movie add up to, track by track.
struct ISOFragments {
  private(set) var tracks: [Int: ISOFragmentedTrack]

  init(_ header: ISOMovieHeader) {
    tracks = Dictionary(
      header.tracks.map { ($0.id, ISOFragmentedTrack($0, defaultLength: header.defaultSampleLengths[$0.id])) },
      uniquingKeysWith: { first, _ in first }
    )
  }

  var duration: Double? { tracks.values.compactMap(\.duration).max() }

  /// Adds a fragment (`moof`).
  mutating func add(_ file: FileReader, _ box: ISOBox) {
    for part in ISOBoxes(file, box.content) where part.type == "traf" {
      guard let header = file.box("tfhd", in: part.content).flatMap({ file.block($0.content, atMost: 24) }),
        let id = header.uint32(at: 4)
      else { continue }
      tracks[id]?.add(part, in: file, header: header)
    }
  }
}

/// The index of a fragmented movie's segments (`sidx`).
enum ISOSegmentIndex {
  /// How long all the segments last together, in seconds.
  static func duration(_ file: FileReader, _ box: ISOBox) -> Double? {
    guard let header = file.block(box.content, atMost: 32), let timescale = header.uint32(at: 8), timescale > 0 else {
      return nil
    }
    let start = header.uint8(at: 0) == 1 ? 32 : 24
    guard let count = header.uint16(at: start - 2) else { return nil }
    var units = 0.0
    for index in 0..<count {
      guard let entry = file.block(box.content.dropFirst(start + 12 * index), atMost: 12),
        let length = entry.uint32(at: 4)
      else { break }
      units += Double(length)
    }
    return units / Double(timescale)
  }
}
