/// A part of a Matroska file.
struct EBMLElement {
  let id: Int
  let content: Range<Int>
  /// Whether it has no length, as in files that are written while they are sent; then it goes to the end of what it is in.
  let isOpen: Bool

  /// Reads an element that begins at a place.
  ///
  /// An element that claims to be longer than what it is in ends with it.
  init?(_ file: FileReader, at position: Int, end: Int) {
    guard position < end, let header = file.block(at: position, atMost: 12),
      let idLength = EBMLNumber(header, at: 0)?.length, idLength <= 4,
      let id = header.integer(at: 0, size: idLength), let size = EBMLNumber(header, at: idLength)
    else { return nil }
    self.id = id
    isOpen = size.isUnknown
    let start = position + idLength + size.length
    let closed = Int(exactly: size.value).flatMap(start.adding) ?? end
    content = start..<max(start, isOpen ? end : min(end, closed))
  }
}

/// The elements in a part of a file, one after the other.
struct EBMLElements: Sequence, IteratorProtocol {
  private let file: FileReader
  private var position: Int
  private let end: Int

  init(_ file: FileReader, _ range: Range<Int>) {
    self.file = file
    position = range.lowerBound
    end = range.upperBound
  }

  mutating func next() -> EBMLElement? {
    guard let element = EBMLElement(file, at: position, end: end) else { return nil }
    position = element.content.upperBound
    return element
  }
}
