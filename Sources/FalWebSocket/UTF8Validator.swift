/// Checks text that arrives in pieces, which may end within a character (Unicode, table 3-7).
struct UTF8Validator: Sendable {
  /// How many bytes of the current character are still to come.
  private var missing = 0
  /// What the next of them may be.
  private var lowest: UInt8 = 0x80
  private var highest: UInt8 = 0xBF

  /// Whether the text may end here.
  var isBetweenCharacters: Bool { missing == 0 }

  /// The text that some bytes are, or `nil` when they are not UTF-8.
  static func text(_ bytes: ArraySlice<UInt8>) -> String? {
    var validator = UTF8Validator()
    guard validator.accepts(bytes), validator.isBetweenCharacters else { return nil }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Takes the next bytes; `false` when no text begins with all the bytes so far.
  mutating func accepts(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.withUnsafeBytes { accepts($0) }
  }

  private mutating func accepts(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard let base = bytes.baseAddress else { return true }
    var position = 0
    while position < bytes.count {
      // Most text is ASCII, of which eight bytes are looked at together.
      if missing == 0, bytes.count &- position >= 8,
        (base + position).loadUnaligned(as: UInt64.self) & 0x8080_8080_8080_8080 == 0
      {
        position = position &+ 8
      } else {
        guard accepts(bytes[position]) else { return false }
        position = position &+ 1
      }
    }
    return true
  }

  private mutating func accepts(_ byte: UInt8) -> Bool {
    if missing > 0 {
      guard byte >= lowest, byte <= highest else { return false }
      missing = missing &- 1
      lowest = 0x80
      highest = 0xBF
    } else if byte >= 0x80 {
      // By comparisons: ranges are many times slower in debug builds.
      guard byte >= 0xC2, byte <= 0xF4 else { return false }
      missing = byte < 0xE0 ? 1 : byte < 0xF0 ? 2 : 3
      // The first continuation byte shows what is too long for its character, a surrogate, or above U+10FFFF.
      if byte == 0xE0 { lowest = 0xA0 }
      if byte == 0xED { highest = 0x9F }
      if byte == 0xF0 { lowest = 0x90 }
      if byte == 0xF4 { highest = 0x8F }
    }
    return true
  }
}
