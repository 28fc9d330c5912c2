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
}
