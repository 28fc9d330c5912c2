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

extension EBMLElement {
  /// The value as an integer without a sign.
  func integer(_ file: FileReader) -> Int? {
    guard content.count <= 8, let block = file.block(content) else { return nil }
    return block.integer(at: 0, size: content.count)
  }

  /// The value as a floating-point number.
  func float(_ file: FileReader) -> Double? {
    guard content.count <= 8, let block = file.block(content) else { return nil }
    return block.float(at: 0, size: content.count)
  }

  /// The value as a short text.
  func text(_ file: FileReader) -> String? {
    file.block(content, atMost: 64).map { String(decoding: $0.bytes.prefix { $0 != 0 }, as: UTF8.self) }
  }
}

/// A number whose first byte tells by its leading zeros how many bytes there are.
struct EBMLNumber {
  /// The value without the bit that ends the zeros.
  let value: UInt64
  let length: Int
  /// Whether all its bits are set, which for sizes means that there is none.
  let isUnknown: Bool

  init?(_ block: ByteBlock, at offset: Int) {
    guard let first = block.bits(at: offset, size: 1), first > 0 else { return nil }
    length = (first << 56).leadingZeroBitCount + 1
    guard let bits = block.bits(at: offset, size: length) else { return nil }
    let mask = (1 as UInt64) << (7 * length) - 1
    value = bits & mask
    isUnknown = value == mask
  }
}
