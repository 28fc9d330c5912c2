/// Writes text so that it can stand in one place of a web address.
package enum PercentEncoding {
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
    if text.utf8.allSatisfy(isPlain) { return text }
    var encoded = ""
    for byte in text.utf8 {
      if isPlain(byte) {
        encoded.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        encoded += (byte < 0x10 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
      }
    }
    return encoded
  }
}
