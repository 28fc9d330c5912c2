/// The bytes behind Base64 text, each decoded when it is asked for, so that a look at a few costs nothing for the rest.
struct Base64Bytes<Text: RandomAccessCollection<UInt8>>: RandomAccessCollection {
  private let text: Text.SubSequence

  /// Takes text of either alphabet; characters that are in none count as zero.
  init(_ text: Text) {
    var end = text.endIndex
    while end > text.startIndex, text[text.index(before: end)] == UInt8(ascii: "=") { end = text.index(before: end) }
    self.text = text[..<end]
  }

  var startIndex: Int { 0 }
  /// Four characters make three bytes, two or three of them one or two.
  var endIndex: Int { text.count / 4 * 3 + Swift.max(text.count % 4 - 1, 0) }

  subscript(position: Int) -> UInt8 {
    let first = position / 3 * 4 + position % 3
    let (high, low) = (value(at: first), value(at: first + 1))
    return switch position % 3 {
    case 0: high << 2 | low >> 4
    case 1: high << 4 | low >> 2
    default: high << 6 | low
    }
  }

  private func value(at offset: Int) -> UInt8 {
    Self.value(of: text[text.index(text.startIndex, offsetBy: offset)]) ?? 0
  }

  /// The six bits of a character; `nil` when it is none of Base64.
  static func value(of character: UInt8) -> UInt8? {
    switch character {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): character - UInt8(ascii: "A")
    case UInt8(ascii: "a")...UInt8(ascii: "z"): character - UInt8(ascii: "a") + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0") + 52
    case UInt8(ascii: "+"), UInt8(ascii: "-"): 62
    case UInt8(ascii: "/"), UInt8(ascii: "_"): 63
    default: nil
    }
  }
}
