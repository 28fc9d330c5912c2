/// What addresses of files look like.
package enum MediaAddress {
  /// Whether a text begins as a data URI does.
  package static func isDataURI(_ text: String) -> Bool {
    guard text.utf8.prefix(5).elementsEqual("data:".utf8, by: { $0 | 0x20 == $1 | 0x20 }) else { return false }
    // A sentence may begin with "data:" as well: in an address there are no spaces before the comma.
    let header = text.utf8.dropFirst(5).prefix(200).prefix { $0 != UInt8(ascii: ",") }
    return header.count < 200 && header.count + 5 < text.utf8.count && !header.contains { $0 <= 0x20 }
  }

  /// The media type that a data URI states, without what follows it; empty when it states none.
  package static func mediaType(ofDataURI text: String) -> String {
    String(text.dropFirst(5).prefix(100).prefix { $0 != ";" && $0 != "," })
  }

  /// Whether a text is an address of any kind; whether falkit fetches it is another question.
  package static func isAddress(_ text: String) -> Bool {
    if isDataURI(text) { return true }
    guard let colon = text.utf8.prefix(32).firstIndex(of: UInt8(ascii: ":")), colon > text.startIndex else {
      return false
    }
    let isScheme = text.utf8[..<colon].allSatisfy {
      ($0 | 0x20) >= UInt8(ascii: "a") && ($0 | 0x20) <= UInt8(ascii: "z")
    }
    return isScheme && text.utf8[colon...].starts(with: "://".utf8)
  }

  /// Whether a text is an address that services fetch: of the web, or a data URI; it is not looked up.
  package static func isFetched(_ text: String) -> Bool {
    if let rest = rest(of: text, after: "https://") ?? rest(of: text, after: "http://") {
      return rest.first.map { !"/?#".utf8.contains($0) } ?? false && rest.allSatisfy { $0 > 0x20 && $0 != 0x7F }
    }
    // Where an address must stand, no sentence is meant that begins so.
    return rest(of: text, after: "data:")?.contains(UInt8(ascii: ",")) ?? false
  }

  /// What follows a beginning in lower case, which may be written in any; `nil` when the text begins otherwise.
  private static func rest(of text: String, after beginning: StaticString) -> Substring.UTF8View? {
    let start = text.utf8.prefix(beginning.utf8CodeUnitCount)
    guard start.count == beginning.utf8CodeUnitCount else { return nil }
    let fits = beginning.withUTF8Buffer { expected in
      zip(start, expected).allSatisfy { $0 == $1 || (0x41...0x5A).contains($0) && $0 | 0x20 == $1 }
    }
    return fits ? text[start.endIndex...].utf8 : nil
  }
}
