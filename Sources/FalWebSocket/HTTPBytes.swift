// The classes of characters by which RFC 9110 describes messages.
extension UInt8 {
  /// A space or a tab.
  var isBlank: Bool { self == 0x20 || self == 0x09 }

  /// A control character, a tab among them.
  var isControl: Bool { self < 0x20 || self == 0x7F }

  var isDigit: Bool { self >= 0x30 && self <= 0x39 }

  /// A character of names of fields (`tchar`).
  var isTokenCharacter: Bool {
    self > 0x20 && self < 0x7F && !"\"(),/:;<=>?@[\\]{}".utf8.contains(self)
  }
}

extension BidirectionalCollection<UInt8> {
  /// The text without spaces and tabs at both ends.
  func trimmedText() -> String {
    let start = self.drop(while: \.isBlank)
    let end = start.lastIndex { !$0.isBlank }.map { start.index(after: $0) }
    return String(decoding: start[..<(end ?? start.startIndex)], as: UTF8.self)
  }
}

extension String {
  /// The text with the letters A to Z in lower case, and no others.
  var lowercasedASCII: String {
    String(decoding: utf8.map { UInt8(ascii: "A")...UInt8(ascii: "Z") ~= $0 ? $0 | 0x20 : $0 }, as: UTF8.self)
  }
}
