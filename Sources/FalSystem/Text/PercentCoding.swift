/// Text as it stands in web addresses, where percent signs with two digits are bytes.
package enum PercentCoding {
  /// The text with everything but letters, digits, `-`, `_`, `.` and `~` as percent signs with two digits.
  package static func encode(_ text: String, keepsDots: Bool = true) -> String {
    func isPlain(_ byte: UInt8) -> Bool {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "~"):
        true
      default: byte == UInt8(ascii: ".") && keepsDots
      }
    }
    return encode(text) { !isPlain($0) }
  }

  /// The text with some of its bytes as percent signs with two digits.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - usesCapitals: Whether digits above nine are capital letters.
  ///   - isEncoded: Says which bytes; the percent sign should be among them.
  /// - Returns: The encoded text.
  package static func encode(_ text: String, usesCapitals: Bool = true, _ isEncoded: (UInt8) -> Bool) -> String {
    guard text.utf8.contains(where: isEncoded) else { return text }
    var encoded: [UInt8] = []
    for byte in text.utf8 {
      if isEncoded(byte) {
        encoded += (byte < 0x10 ? "%0" : "%").utf8
        encoded += String(byte, radix: 16, uppercase: usesCapitals).utf8
      } else {
        encoded.append(byte)
      }
    }
    return String(decoding: encoded, as: UTF8.self)
  }

  /// The bytes that a text stands for; a percent sign without two digits stays.
  ///
  /// - Parameters:
  ///   - text: The text, in ASCII or UTF-8.
  ///   - plusIsSpace: Whether a plus sign is a space, as in the parameters of an address.
  /// - Returns: The bytes.
  package static func decode(_ text: some Sequence<UInt8>, plusIsSpace: Bool = false) -> [UInt8] {
    decode(text, plusIsSpace: plusIsSpace).bytes
  }

  /// The bytes that a text stands for; `nil` when a percent sign lacks its two digits.
  package static func decodeIfWellFormed(_ text: some Sequence<UInt8>) -> [UInt8]? {
    let (bytes, isWellFormed) = decode(text, plusIsSpace: false)
    return isWellFormed ? bytes : nil
  }

  private static func decode(_ text: some Sequence<UInt8>, plusIsSpace: Bool) -> (bytes: [UInt8], isWellFormed: Bool) {
    let text = Array(text)
    var (bytes, isWellFormed): ([UInt8], Bool) = ([], true)
    bytes.reserveCapacity(text.count)
    var position = 0
    while position < text.count {
      let byte = text[position]
      position += 1
      if byte == UInt8(ascii: "%") {
        if position + 1 < text.count, let high = text[position].hexDigitValue,
          let low = text[position + 1].hexDigitValue
        {
          bytes.append(high << 4 | low)
          position += 2
        } else {
          bytes.append(byte)
          isWellFormed = false
        }
      } else {
        bytes.append(plusIsSpace && byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
      }
    }
    return (bytes, isWellFormed)
  }
}

extension UInt8 {
  /// The value of a hexadecimal digit in ASCII; `nil` when it is none.
  package var hexDigitValue: UInt8? {
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): self - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): self - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): self - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
