/// Some frames of a Matroska file that follow each other, with their times.
struct MatroskaCluster {
  /// A frame of some track.
  struct Frame {
    let track: Int
    /// In units of the file's time.
    let time: Double
  }

  private(set) var frames: [Frame] = []
  private static let mostFrames = 4096

  /// Reads a cluster; `nil` when there is none, because a mark was found in other bytes.
  init?(_ file: FileReader, at position: Int) {
    guard let cluster = EBMLElement(file, at: position, end: file.byteCount), cluster.id == MatroskaID.cluster else {
      return nil
    }
    var start: Double?
    for part in EBMLElements(file, cluster.content) {
      // Ids of four bytes are of the level above: a cluster without a length ends there.
      if part.id > 0xFF_FFFF || frames.count >= Self.mostFrames { break }
      switch part.id {
      case MatroskaID.clusterTimestamp: start = part.integer(file).map(Double.init)
      case MatroskaID.simpleBlock: add(file, part, start)
      case MatroskaID.blockGroup:
        if let block = EBMLElements(file, part.content).first(where: { $0.id == MatroskaID.block }) {
          add(file, block, start)
        }
      default: break
      }
    }
    if start == nil { return nil }
  }

  /// Adds a block, which begins with the track's number and the time since the cluster's.
  private mutating func add(_ file: FileReader, _ block: EBMLElement, _ start: Double?) {
    guard let start, let header = file.block(block.content, atMost: 10), let number = EBMLNumber(header, at: 0),
      let track = Int(exactly: number.value), let offset = header.uint16(at: number.length)
    else { return }
    frames.append(Frame(track: track, time: start + Double(Int16(truncatingIfNeeded: offset))))
  }
}
