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
