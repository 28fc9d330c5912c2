/// Percent-escapes for the characters that separate columns, items and lines of packed records.
enum LineEscape {
  static func escape(_ text: String) -> String {
    guard text.utf8.contains(where: needsEscape) else { return text }
    var escaped: [UInt8] = []
    for byte in text.utf8 {
      if needsEscape(byte) {
        escaped += "%\(byte < 0x10 ? "0" : "")\(String(byte, radix: 16))".utf8
      } else {
        escaped.append(byte)
      }
    }
    return String(decoding: escaped, as: UTF8.self)
  }

  static func unescape(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
    guard bytes.contains(UInt8(ascii: "%")) else { return String(decoding: bytes, as: UTF8.self) }
    var plain: [UInt8] = []
    var position = 0
    while position < bytes.count {
      let digits = bytes[min(position + 1, bytes.count)..<min(position + 3, bytes.count)]
      if bytes[position] == UInt8(ascii: "%"), let byte = UInt8(String(decoding: digits, as: UTF8.self), radix: 16) {
        plain.append(byte)
        position += 3
      } else {
        plain.append(bytes[position])
        position += 1
      }
    }
    return String(decoding: plain, as: UTF8.self)
  }

  /// The items of a list column; an empty column is an empty list.
  static func items(_ column: UnsafeBufferPointer<UInt8>) -> [String] {
    guard !column.isEmpty else { return [] }
    return column.split(separator: UInt8(ascii: "|"), omittingEmptySubsequences: false).map {
      unescape(UnsafeBufferPointer(rebasing: $0))
    }
  }

  private static func needsEscape(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "%") || byte == UInt8(ascii: "|") || byte == 0x7F
  }
}

/// Walks over the tab-separated columns of a line.
struct LineColumns {
  private let line: UnsafeBufferPointer<UInt8>
  private var position: Int? = 0

  init(_ line: UnsafeBufferPointer<UInt8>) {
    self.line = line
  }

  mutating func next() -> UnsafeBufferPointer<UInt8>? {
    guard let start = position else { return nil }
    let end = line[start...].firstIndex(of: UInt8(ascii: "\t"))
    position = end.map { $0 + 1 }
    return UnsafeBufferPointer(rebasing: line[start..<(end ?? line.count)])
  }
}
