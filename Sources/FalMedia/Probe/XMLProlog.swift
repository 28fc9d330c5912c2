/// What precedes the first element of an XML document: declarations and comments.
enum XMLProlog {
  /// What a text begins with.
  enum Start: Equatable {
    /// An element, whose name is without its prefix.
    case element(String)
    /// The element is still to come.
    case cutOff
    case notXML
  }

  /// What stands behind the prolog.
  static func start(of text: ArraySlice<UInt8>) -> Start {
    var rest = text
    while true {
      rest = rest.drop { $0 <= 0x20 }
      if rest.starts(with: "<?".utf8) {
        guard skip(&rest, past: "?>") else { return .cutOff }
      } else if rest.starts(with: "<!--".utf8) {
        guard skip(&rest, past: "-->") else { return .cutOff }
      } else if rest.starts(with: "<!".utf8) {
        guard skipDeclaration(&rest) else { return .cutOff }
      } else {
        return name(of: rest).map(Start.element) ?? .notXML
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

  /// A document type may hold declarations of its own, in brackets, and texts and comments in which anything may stand.
  private static func skipDeclaration(_ rest: inout ArraySlice<UInt8>) -> Bool {
    var depth = 0
    while let byte = rest.first {
      if depth > 0, rest.starts(with: "<!--".utf8) {
        guard skip(&rest, past: "-->") else { return false }
        continue
      }
      rest.removeFirst()
      switch byte {
      case UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "]"): depth -= 1
      case UInt8(ascii: ">") where depth <= 0: return true
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        rest = rest.drop { $0 != byte }
        guard rest.popFirst() != nil else { return false }
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
