/// Frames of a fragment that follow each other (`trun`).
enum ISOTrackRun {
  private static let hasSampleLengths = 0x100

  /// Adds the frames of a run to others.
  ///
  /// - Parameters:
  ///   - box: The run.
  ///   - file: The file.
  ///   - defaultLength: How long frames last where the run does not say it.
  ///   - lengths: What they are added to.
  static func add(_ box: ISOBox, in file: FileReader, defaultLength: Int, to lengths: inout ISOSampleLengths) {
    guard let header = file.block(box.content, atMost: 8), let flags = header.uint24(at: 1),
      let count = header.uint32(at: 4)
    else { return }
    guard flags & hasSampleLengths != 0 else { return lengths.add(defaultLength, count: count) }
    // The other fields of a frame, and those before the first one, are there or not.
    let rowLength = 4 * (flags & 0xF00).nonzeroBitCount
    let rows = box.content.dropFirst(8 + 4 * (flags & 5).nonzeroBitCount)
    let rowsAtOnce = ReadingLimits.mostAtOnce / rowLength
    // No more than there is room for, whatever the count says.
    for first in stride(from: 0, to: min(count, rows.count / rowLength), by: rowsAtOnce) {
      let part = min(rowsAtOnce, count - first)
      guard let block = file.block(rows.dropFirst(first * rowLength), atMost: part * rowLength) else { return }
      for row in 0..<part {
        guard let length = block.uint32(at: row * rowLength) else { break }
        lengths.add(length, count: 1)
      }
    }
  }
}
