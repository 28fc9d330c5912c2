/// A frame of some track of a Matroska file.
struct MatroskaFrame {
  /// The track's number.
  let track: Int
  /// In units of the file's time.
  let time: Double

  /// The first frames of a cluster; none when there is no cluster, because its mark was found in other bytes.
  static func frames(_ file: FileReader, inClusterAt position: Int, most: Int) -> [Self] {
    guard let cluster = EBMLElement(file, at: position, end: file.byteCount), cluster.id == MatroskaID.cluster else {
      return []
    }
    var frames: [Self] = []
    var start: Double?
    for part in EBMLElements(file, cluster.content) {
      // Ids of four bytes are of the level above: a cluster without a length ends there.
      if part.id > 0xFF_FFFF || frames.count >= most { break }
      switch part.id {
      case MatroskaID.clusterTimestamp: start = part.integer(file).map(Double.init)
      case MatroskaID.simpleBlock, MatroskaID.blockGroup:
        if let start, let frame = Self(file, part, start) { frames.append(frame) }
      default: break
      }
    }
    return frames
  }

  /// Reads a block, which begins with the track's number and the time since the cluster's.
  private init?(_ file: FileReader, _ element: EBMLElement, _ start: Double) {
    let block =
      element.id == MatroskaID.blockGroup
      ? EBMLElements(file, element.content).first { $0.id == MatroskaID.block } : element
    guard let block, let header = file.block(block.content, atMost: 10), let number = EBMLNumber(header, at: 0),
      let track = Int(exactly: number.value), let offset = header.uint16(at: number.length)
    else { return nil }
    self.track = track
    time = start + Double(Int16(truncatingIfNeeded: offset))
  }
}
