#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

// The classes of characters by which RFC 9110 describes messages.
extension UInt8 {
  /// A space or a tab.
  var isBlank: Bool { self == UInt8(ascii: " ") || self == UInt8(ascii: "\t") }

  var isControl: Bool { self < 0x20 || self == 0x7F }

  /// A character of methods and of names of fields (`tchar`).
  var isTokenCharacter: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "!"), UInt8(ascii: "#")...UInt8(ascii: "'"),
      UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "^")...UInt8(ascii: "`"),
      UInt8(ascii: "|"), UInt8(ascii: "~"):
      true
    default: false
    }
  }

  var lowercasedASCII: UInt8 {
    UInt8(ascii: "A")...UInt8(ascii: "Z") ~= self ? self | 0x20 : self
  }
}

extension BidirectionalCollection<UInt8> {
  /// The bytes without spaces and tabs at both ends.
  func trimmingBlanks() -> SubSequence {
    guard let first = firstIndex(where: { !$0.isBlank }), let last = lastIndex(where: { !$0.isBlank }) else {
      return self[startIndex..<startIndex]
    }
    return self[first...last]
  }
}

extension UnsafeRawBufferPointer {
  /// The bytes before the first CR LF, or `nil` when there is none.
  func firstLine() throws(HTTPRequestError) -> UnsafeRawBufferPointer? {
    // By memchr, because a loop over bytes is many times slower in debug builds, where emulators usually run.
    guard let start = baseAddress, let lineFeed = memchr(start, Int32(UInt8(ascii: "\n")), count) else { return nil }
    let end = UnsafeRawPointer(lineFeed) - start - 1
    guard end >= 0, self[end] == UInt8(ascii: "\r") else { throw .malformed("a line does not end with CR LF") }
    return UnsafeRawBufferPointer(rebasing: self[..<end])
  }
}
