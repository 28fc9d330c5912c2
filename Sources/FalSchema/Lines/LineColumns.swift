#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Walks over the columns of a line of packed text.
struct LineColumns {
  private let source: StaticString
  private var rest: Range<Int>?

  init(_ text: StaticString, _ line: Range<Int>) {
    source = text
    rest = line
  }

  /// The next column as a text; `nil` when there is none.
  @inline(never)
  mutating func text() -> String? {
    next().map { LineEscape.unescape(source.bytes(in: $0)) }
  }

  /// The next column as a list; empty when there is none.
  mutating func list() -> NameList {
    next().map { NameList(source, $0) } ?? NameList([])
  }

  private mutating func next() -> Range<Int>? {
    guard let line = rest else { return nil }
    guard let length = source.bytes(in: line).firstPosition(of: UInt8(ascii: "\t")) else {
      rest = nil
      return line
    }
    let end = line.lowerBound + length
    rest = end + 1..<line.upperBound
    return line.lowerBound..<end
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// The first position of a byte; the C library looks at many bytes at once.
  func firstPosition(of byte: UInt8) -> Int? {
    guard let start = baseAddress, let found = memchr(start, Int32(byte), count) else { return nil }
    return UnsafeRawPointer(found) - UnsafeRawPointer(start)
  }
}
