extension JSONParser {
  /// Reads a string; the current byte is its opening quote.
  mutating func parseString() throws(JSONParseError) -> String {
    let start = position + 1
    position = start
    try scanPlainText()
    if bytes[position] == UInt8(ascii: "\"") {
      defer { position += 1 }
      return String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<position]), as: UTF8.self)
    }
    var text = Array(bytes[start..<position])
    while true {
      if bytes[position] == UInt8(ascii: "\"") {
        position += 1
        return String(decoding: text, as: UTF8.self)
      }
      try parseEscape(into: &text)
      let plainStart = position
      try scanPlainText()
      text.append(contentsOf: bytes[plainStart..<position])
    }
  }

  /// Moves to the next quote or backslash, checking that everything before it is allowed in a string.
  private mutating func scanPlainText() throws(JSONParseError) {
    while true {
      skipPlainASCII()
      guard position < bytes.count else { throw error("a string is not closed") }
      switch bytes[position] {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        return
      case 0..<0x20:
        throw error("a control character in a string must be written as an escape")
      default:
        let length = wellFormedSequenceLength()
        guard length > 0 else { throw error("the text is not valid UTF-8") }
        position += length
      }
    }
  }

  /// Skips bytes that need no attention, eight at a time.
  mutating func skipPlainASCII() {
    guard let base = bytes.baseAddress else { return }
    let ones: UInt64 = 0x0101_0101_0101_0101
    let highs: UInt64 = 0x8080_8080_8080_8080
    // In a local variable and with characters as numbers: the plugin's tool runs unoptimised.
    let end = bytes.count
    var current = position
    while end &- current >= 8 {
      let word = UnsafeRawPointer(base + current).loadUnaligned(as: UInt64.self)
      // A high bit appears for bytes that are a quote, a backslash, below 0x20 or above 0x7F (and rarely for others,
      // which the loop below then looks at one by one).
      let quote = word ^ (ones &* 0x22)
      let backslash = word ^ (ones &* 0x5C)
      let special = (quote &- ones) | (backslash &- ones) | (word &- ones &* 0x20) | word
      if special & highs != 0 { break }
      current = current &+ 8
    }
    while current < end {
      let byte = base[current]
      if byte < 0x20 || byte >= 0x80 || byte == 0x22 || byte == 0x5C { break }
      current = current &+ 1
    }
    position = current
  }

  /// The length of the multi-byte UTF-8 sequence at the current position; 0 when it is malformed (Unicode, table 3-7).
  private func wellFormedSequenceLength() -> Int {
    func isContinuation(_ distance: Int, _ range: ClosedRange<UInt8> = 0x80...0xBF) -> Bool {
      position + distance < bytes.count && range.contains(bytes[position + distance])
    }
    switch bytes[position] {
    case 0xC2...0xDF:
      return isContinuation(1) ? 2 : 0
    case 0xE0...0xEF:
      let second: ClosedRange<UInt8> =
        switch bytes[position] {
        case 0xE0: 0xA0...0xBF
        case 0xED: 0x80...0x9F
        default: 0x80...0xBF
        }
      return isContinuation(1, second) && isContinuation(2) ? 3 : 0
    case 0xF0...0xF4:
      let second: ClosedRange<UInt8> =
        switch bytes[position] {
        case 0xF0: 0x90...0xBF
        case 0xF4: 0x80...0x8F
        default: 0x80...0xBF
        }
      return isContinuation(1, second) && isContinuation(2) && isContinuation(3) ? 4 : 0
    default:
      return 0
    }
  }

  /// Reads an escape; the current byte is its backslash.
  private mutating func parseEscape(into text: inout [UInt8]) throws(JSONParseError) {
    let start = position
    guard position + 1 < bytes.count else { throw error("a string is not closed") }
    let kind = bytes[position + 1]
    position += 2
    switch kind {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(kind)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "u"): text.append(contentsOf: String(try parseUnicodeEscape()).utf8)
    default: throw error("unknown escape in a string", at: start)
    }
  }

  /// Reads the digits of one `\u` escape, and of a second one when the first is the high half of a pair.
  private mutating func parseUnicodeEscape() throws(JSONParseError) -> Unicode.Scalar {
    let first = try parseFourHexDigits()
    if let scalar = Unicode.Scalar(UInt32(first)) { return scalar }
    let afterFirst = position
    if UTF16.isLeadSurrogate(first), bytes[position...].starts(with: [UInt8(ascii: "\\"), UInt8(ascii: "u")]) {
      position += 2
      let second = try parseFourHexDigits()
      if UTF16.isTrailSurrogate(second) {
        return UTF16.decode(UTF16.EncodedScalar([first, second]))
      }
      position = afterFirst  // the second escape stands for itself
    }
    return "\u{FFFD}"
  }

  private mutating func parseFourHexDigits() throws(JSONParseError) -> UInt16 {
    var value: UInt16 = 0
    for _ in 0..<4 {
      guard position < bytes.count, let digit = Character(UnicodeScalar(bytes[position])).hexDigitValue else {
        throw error("expected four hexadecimal digits after \\u")
      }
      value = value << 4 | UInt16(digit)
      position += 1
    }
    return value
  }
}
