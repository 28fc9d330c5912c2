/// Writes a JSON value as text.
struct JSONTextWriter {
  private static let lineWidth = 100

  private let format: JSONFormat
  private let isCompact: Bool
  private(set) var bytes: [UInt8] = []
  private var indentation = 0
  private var lineStart = 0

  init(format: JSONFormat) {
    self.format = format
    isCompact = format.layout == .compact
  }

  mutating func write(_ value: JSON) {
    switch format.layout {
    case .compact:
      _ = writeFlat(value, until: .max)
    case .readable:
      let start = bytes.count
      if writeFlat(value, until: lineStart + Self.lineWidth) { return }
      bytes.removeSubrange(start...)
      writeBroken(value)
    }
  }

  /// Writes a value without line breaks; gives `false`, having written a part, when it passes the limit.
  private mutating func writeFlat(_ value: JSON, until limit: Int) -> Bool {
    switch value {
    case .null: append("null")
    case .bool(let value): append(value ? "true" : "false")
    case .number(let value): writeNumber(value)
    case .string(let text):
      guard text.utf8.count < limit - bytes.count else { return false }
      writeString(text)
    case .array(let items):
      bytes.append(UInt8(ascii: "["))
      var isFirst = true
      for item in items {
        if !isFirst { appendSign(",") }
        isFirst = false
        guard writeFlat(item, until: limit) else { return false }
      }
      bytes.append(UInt8(ascii: "]"))
    case .object(let object):
      bytes.append(UInt8(ascii: "{"))
      // Without a copy of the members, which takes longer than to write them.
      let isWritten =
        format.sortsNames
        ? writeMembers(members(of: object), until: limit) : writeMembers(object, until: limit)
      guard isWritten else { return false }
      bytes.append(UInt8(ascii: "}"))
    }
    return bytes.count < limit
  }

  private mutating func writeMembers(_ members: some Sequence<JSONObject.Element>, until limit: Int) -> Bool {
    var isFirst = true
    for member in members {
      if !isFirst { appendSign(",") }
      isFirst = false
      writeString(member.name)
      appendSign(":")
      guard writeFlat(member.value, until: limit) else { return false }
    }
    return true
  }

  private mutating func writeNumber(_ number: JSONNumber) {
    guard case .integer(let integer) = number.storage else { return append(number.description) }
    if integer < 0 { bytes.append(UInt8(ascii: "-")) }
    var rest = integer.magnitude
    let start = bytes.count
    repeat {
      let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
      bytes.append(UInt8(ascii: "0") + UInt8(digit))
      rest = quotient
    } while rest > 0
    bytes[start...].reverse()
  }

  /// Writes a value that is too long for the line: one item per line.
  private mutating func writeBroken(_ value: JSON) {
    switch value {
    case .array(let items) where !items.isEmpty:
      writeLines("[", "]", items) { $0.write($1) }
    case .object(let object) where !object.isEmpty:
      writeLines("{", "}", members(of: object)) { writer, member in
        writer.writeString(member.name)
        writer.appendSign(":")
        writer.write(member.value)
      }
    default:
      _ = writeFlat(value, until: .max)
    }
  }

  private mutating func writeLines<Item>(
    _ open: String,
    _ close: String,
    _ items: [Item],
    _ writeItem: (inout JSONTextWriter, Item) -> Void
  ) {
    append(open)
    indentation += 2
    for (position, item) in items.enumerated() {
      if position > 0 { append(",") }
      breakLine()
      writeItem(&self, item)
    }
    indentation -= 2
    breakLine()
    append(close)
  }

  private mutating func breakLine() {
    append("\n")
    lineStart = bytes.count
    append(String(repeating: " ", count: indentation))
  }

  private func members(of object: JSONObject) -> [JSONObject.Element] {
    guard format.sortsNames else { return Array(object) }
    return object.sorted(on: \.name)
  }

  /// Writes a comma or a colon.
  private mutating func appendSign(_ sign: Unicode.Scalar) {
    bytes.append(UInt8(ascii: sign))
    if !isCompact { bytes.append(UInt8(ascii: " ")) }
  }

  private mutating func append(_ text: String) {
    var text = text
    text.withUTF8 { bytes.append(contentsOf: $0) }
  }
}

// MARK: - Strings

extension JSONTextWriter {
  private mutating func writeString(_ text: String) {
    var text = text
    bytes.append(UInt8(ascii: "\""))
    text.withUTF8 { writeEscaped($0) }
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func writeEscaped(_ text: UnsafeBufferPointer<UInt8>) {
    var plainStart = 0
    var position = 0
    while position < text.count {
      if position + 8 <= text.count {
        let word = UnsafeRawBufferPointer(text).loadUnaligned(fromByteOffset: position, as: UInt64.self)
        if !mayNeedEscape(word) {
          position += 8
          continue
        }
      }
      let byte = text[position]
      let needsEscape =
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte == 0x7F
        || byte >= 0x80 && format.escapesNonASCII
      guard needsEscape else {
        position += 1
        continue
      }
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[plainStart..<position]))
      position += writeEscape(text, at: position)
      plainStart = position
    }
    bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[plainStart...]))
  }

  /// Whether one of eight bytes may have to be written as an escape: all at once, as most texts hold none.
  private func mayNeedEscape(_ word: UInt64) -> Bool {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let highs = ones &* 0x80
    /// Has the highest bit of a byte that is 0, and perhaps of one after it.
    func zeros(_ word: UInt64) -> UInt64 { (word &- ones) & ~word & highs }
    let controls = (word &- ones &* 0x20) & ~word & highs
    let others = zeros(word ^ ones &* 0x22) | zeros(word ^ ones &* 0x5C) | zeros(word ^ ones &* 0x7F)
    return controls | others | (format.escapesNonASCII ? word & highs : 0) != 0
  }

  /// Writes the character at a position as an escape and gives its length in bytes.
  private mutating func writeEscape(_ text: UnsafeBufferPointer<UInt8>, at position: Int) -> Int {
    switch text[position] {
    case UInt8(ascii: "\""): append("\\\"")
    case UInt8(ascii: "\\"): append("\\\\")
    case 0x0A: append("\\n")
    case 0x0D: append("\\r")
    case 0x09: append("\\t")
    case let byte where byte < 0x80: appendUnicodeEscape(UInt16(byte))
    default:
      // The text is a String's, so a whole scalar starts here.
      var decoder = UTF8()
      var rest = text[position...].makeIterator()
      guard case .scalarValue(let scalar) = decoder.decode(&rest) else { return 1 }
      for unit in UTF16.encode(scalar) ?? UTF16.encodedReplacementCharacter { appendUnicodeEscape(unit) }
      return UTF8.width(scalar)
    }
    return 1
  }

  private mutating func appendUnicodeEscape(_ unit: UInt16) {
    let digits = String(unit, radix: 16)
    append("\\u" + String(repeating: "0", count: 4 - digits.count) + digits)
  }
}
