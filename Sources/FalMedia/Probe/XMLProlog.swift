/// What precedes the first element of an XML document: declarations and comments.
enum XMLProlog {
  /// The name of the first element, without its prefix; `nil` for what is no XML, or is cut off before it.
  static func rootElement(after text: ArraySlice<UInt8>) -> String? {
    var rest = text
    if rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest = rest.dropFirst(3) }
    while true {
      rest = rest.drop { $0 <= 0x20 }
      if rest.starts(with: "<?".utf8) {
        guard skip(&rest, past: "?>") else { return nil }
      } else if rest.starts(with: "<!--".utf8) {
        guard skip(&rest, past: "-->") else { return nil }
      } else if rest.starts(with: "<!".utf8) {
        guard skipDeclaration(&rest) else { return nil }
      } else {
        return name(of: rest)
      }
    }
  }

  private static func skip(_ rest: inout ArraySlice<UInt8>, past end: StaticString) -> Bool {
    let end = Array(end.description.utf8)
    while !rest.starts(with: end) {
      if rest.popFirst() == nil { return false }
    }
    rest = rest.dropFirst(end.count)
    return true
  }

  /// A document type may hold declarations of its own, in brackets.
  private static func skipDeclaration(_ rest: inout ArraySlice<UInt8>) -> Bool {
    var depth = 0
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "]"): depth -= 1
      case UInt8(ascii: ">") where depth <= 0: return true
      default: break
      }
    }
    return false
  }

  private static func name(of element: ArraySlice<UInt8>) -> String? {
    guard element.first == UInt8(ascii: "<") else { return nil }
    let name = element.dropFirst().prefix { $0 > 0x20 && $0 != UInt8(ascii: ">") && $0 != UInt8(ascii: "/") }
    return String(decoding: name, as: UTF8.self).split(separator: ":").last.map(String.init)
  }
}
