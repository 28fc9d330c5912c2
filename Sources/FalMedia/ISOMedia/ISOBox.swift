/// A part of a file of the ISO base media format, also called an atom.
struct ISOBox {
  let type: String
  let content: Range<Int>
}

/// The boxes in a part of a file, one after the other.
///
/// A box that claims to be longer than what it is in ends with it.
struct ISOBoxes: Sequence, IteratorProtocol {
  private let file: FileReader
  private var position: Int
  private let end: Int

  init(_ file: FileReader, _ range: Range<Int>) {
    self.file = file
    position = range.lowerBound
    end = range.upperBound
  }

  mutating func next() -> ISOBox? {
    guard position < end, let header = file.block(at: position, count: 8), let type = header.fourCC(at: 4) else {
      return nil
    }
    var headerLength = 8
    var length = header.uint32(at: 0)
    if length == 0 {
      length = end - position
    } else if length == 1 {
      headerLength = 16
      length = file.block(at: position + 8, count: 8)?.uint64(at: 0)
    }
    guard let length, length >= headerLength else { return nil }
    let start = position + headerLength
    position = Swift.min(end, position.adding(length) ?? end)
    return ISOBox(type: type, content: start..<Swift.max(start, position))
  }
}

extension FileReader {
  /// The first box of a type in a part of the file.
  func box(_ type: String, in range: Range<Int>) -> ISOBox? {
    ISOBoxes(self, range).first { $0.type == type }
  }

  /// The box at the end of a path, the first of its type at each step.
  func box(at path: String..., in range: Range<Int>) -> ISOBox? {
    var found: ISOBox?
    for type in path {
      found = box(type, in: found?.content ?? range)
      if found == nil { return nil }
    }
    return found
  }
}
